package dev.rushes.render.analysis;

import dev.rushes.common.footage.Series;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Adds up the camera's moves to a path, and measures by how much it leaves the straight line that fits best through
 * about a second of it: a pan or a tilt is a line, a shaking hand is not.
 */
final class CameraPath {
    private static final double WINDOW = 0.8;
    private static final int FEWEST = 6;
    private static final double PERCENT = 100;

    /** A residual that two pictures of one place do not have. */
    private static final double OTHER_PICTURE = 20;

    private record Place(double second, double x, double y) {}

    private final Deque<Place> places = new ArrayDeque<>();
    private final Steps shake = new Steps();
    private double x;
    private double y;

    void move(double second, CameraMove move) {
        if (!move.known() || move.residual() > OTHER_PICTURE) {
            cut();
            return;
        }
        x += move.x();
        y += move.y();
        places.add(new Place(second, x, y));
        while (second - places.getFirst().second() > WINDOW) {
            places.removeFirst();
        }
        double covered = second - places.getFirst().second();
        if (places.size() >= FEWEST && covered > WINDOW / 2) {
            shake.add(second - covered / 2, PERCENT * astray());
        }
    }

    /** What comes next does not go on from here. */
    void cut() {
        places.clear();
        x = 0;
        y = 0;
    }

    /** Root mean square distance from the line. */
    private double astray() {
        double n = places.size();
        double t = 0;
        double px = 0;
        double py = 0;
        for (Place place : places) {
            t += place.second() / n;
            px += place.x() / n;
            py += place.y() / n;
        }
        double tt = 0;
        double tx = 0;
        double ty = 0;
        double xx = 0;
        double yy = 0;
        for (Place place : places) {
            double dt = place.second() - t;
            double dx = place.x() - px;
            double dy = place.y() - py;
            tt += dt * dt;
            tx += dt * dx;
            ty += dt * dy;
            xx += dx * dx;
            yy += dy * dy;
        }
        double left = xx + yy - (tt == 0 ? 0 : (tx * tx + ty * ty) / tt);
        return Math.sqrt(Math.max(0, left) / n);
    }

    Series series() {
        return shake.series(3);
    }
}
