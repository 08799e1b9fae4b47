package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Crop;
import dev.rushes.common.plan.structure.Fit;
import dev.rushes.common.plan.structure.Look;
import org.jspecify.annotations.Nullable;

/**
 * Where a decoded picture comes to stand on its canvas. It is cut, scaled, turned by quarters, then turned by the rest
 * about the canvas's centre.
 *
 * @param cut the part of the decoded picture that is used
 * @param turn quarter turns, of the file and of the plan together
 * @param rest degrees clockwise beyond the quarter turns, above -45 to 45
 * @param width of the picture upright and scaled, before the rest of the turn; even
 * @param height of the same
 */
record Framing(Cut cut, Turn turn, Rational rest, int width, int height) {
    private static final Rational QUARTER = Rational.of(90);
    private static final Rational TWO = Rational.of(2);

    /** Source pixels beside what is seen, so that scaling knows the neighbours of the edge. */
    private static final int NEIGHBOURS = 8;

    /** A rectangle of decoded pixels. */
    record Cut(int x, int y, int width, int height) {}

    /** The look's own framing. */
    static Framing of(FrameShape shape, Turn turn, Look look, Canvas canvas) {
        long quarters = -Rational.of(45).minus(look.rotate()).dividedBy(QUARTER).floor();
        return of(
                shape,
                turn,
                look.crop(),
                quarters,
                look.rotate().minus(QUARTER.times(quarters)),
                look.fit(),
                canvas);
    }

    /** Covering without the rest of a turn: what stands blurred behind. */
    static Framing behind(FrameShape shape, Turn turn, Look look, Canvas canvas) {
        Framing own = of(shape, turn, look, canvas);
        long quarters = look.rotate().minus(own.rest).dividedBy(QUARTER).floor();
        return of(shape, turn, look.crop(), quarters, Rational.ZERO, Fit.COVER, canvas);
    }

    private static Framing of(
            FrameShape shape,
            Turn upright,
            @Nullable Crop crop,
            long quarters,
            Rational rest,
            Fit fit,
            Canvas canvas) {
        Cut cut = cut(shape, upright, crop);
        Turn turn =
                new Turn(
                        Math.toIntExact(Math.floorMod(upright.degrees() + 90 * quarters, 360L)),
                        upright.mirrored());
        if (fit == Fit.COVER) {
            return covering(shape, cut, turn, rest, canvas);
        }
        Rational aspect = aspect(shape, cut, turn);
        int width = canvas.width();
        int height = canvas.height();
        if (fit != Fit.STRETCH && rest.signum() == 0) {
            boolean fullWidth = aspect.compareTo(Rational.of(width, height)) >= 0;
            int w = fullWidth ? width : even(aspect.times(height), width);
            height = fullWidth ? even(Rational.of(width).dividedBy(aspect), height) : height;
            width = w;
        } else if (fit != Fit.STRETCH) {
            double angle = StrictMath.toRadians(rest.abs().toDouble());
            double cos = StrictMath.cos(angle);
            double sin = StrictMath.sin(angle);
            double ratio = aspect.toDouble();
            double fits = Math.min(width / (cos + sin / ratio), height / (sin + cos / ratio));
            width = even(fits);
            height = even(fits / ratio);
        }
        return new Framing(cut, turn, rest, width, height);
    }

    /** Without a bar, also where it is turned by less than a quarter. */
    private static Framing covering(
            FrameShape shape, Cut cut, Turn turn, Rational rest, Canvas canvas) {
        double angle = StrictMath.toRadians(rest.abs().toDouble());
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        boolean turned = rest.signum() != 0;
        // The canvas as the picture sees it, and a little for the rounding of its edges.
        double wide = turned ? canvas.width() * cos + canvas.height() * sin + 2 : canvas.width();
        double high = turned ? canvas.width() * sin + canvas.height() * cos + 2 : canvas.height();
        double aspect = aspect(shape, cut, turn).toDouble();
        double scale = Math.max(wide, high * aspect);
        // What is never seen is not scaled: a picture 4000 pixels wide and 2 high would grow beyond
        // all bounds.
        Cut seen = narrowed(cut, turn, wide / scale, high / (scale / aspect));
        Rational exact = aspect(shape, seen, turn);
        int least = even(Math.ceil(wide / 2) * 2);
        int leastHeight = even(Math.ceil(high / 2) * 2);
        if (exact.compareTo(Rational.of(least, leastHeight)) >= 0) {
            return new Framing(
                    seen,
                    turn,
                    rest,
                    Math.max(least, even(exact.times(leastHeight), Integer.MAX_VALUE - 1)),
                    leastHeight);
        }
        return new Framing(
                seen,
                turn,
                rest,
                least,
                Math.max(
                        leastHeight,
                        even(Rational.of(least).dividedBy(exact), Integer.MAX_VALUE - 1)));
    }

    private static Cut narrowed(Cut cut, Turn turn, double across, double down) {
        double ofWidth = turn.isQuarter() ? down : across;
        double ofHeight = turn.isQuarter() ? across : down;
        int left = beside(cut.width(), ofWidth);
        int top = beside(cut.height(), ofHeight);
        return new Cut(
                cut.x() + left, cut.y() + top, cut.width() - 2 * left, cut.height() - 2 * top);
    }

    /** Pixels to leave out on either side; even, since chroma may be halved. */
    private static int beside(int size, double part) {
        int unseen = (int) Math.floor((size - size * part) / 2) - NEIGHBOURS;
        return Math.max(0, unseen / 2 * 2);
    }

    /** Width to height on a screen of what is cut out, after the quarter turns. */
    private static Rational aspect(FrameShape shape, Cut cut, Turn turn) {
        Rational aspect = shape.pixelAspect().times(Rational.of(cut.width(), cut.height()));
        return turn.isQuarter() ? Rational.ONE.dividedBy(aspect) : aspect;
    }

    private static Cut cut(FrameShape shape, Turn turn, @Nullable Crop crop) {
        if (crop == null) {
            return new Cut(0, 0, shape.width(), shape.height());
        }
        Rational wide = Rational.ONE;
        Rational high = Rational.ONE;
        if (!crop.isRelative()) {
            Box shown = Box.shown(shape, turn);
            wide = Rational.of(shown.width());
            high = Rational.of(shown.height());
        }
        Rational x = crop.x().dividedBy(wide);
        Rational y = crop.y().dividedBy(high);
        Rational w = crop.width().dividedBy(wide);
        Rational h = crop.height().dividedBy(high);
        Rational right = Rational.ONE.minus(x).minus(w);
        Rational below = Rational.ONE.minus(y).minus(h);
        // From the upright picture back to the decoded one.
        Rational left =
                switch (turn.degrees()) {
                    case 90 -> y;
                    case 180 -> right;
                    case 270 -> below;
                    default -> x;
                };
        Rational top =
                switch (turn.degrees()) {
                    case 90 -> right;
                    case 180 -> below;
                    case 270 -> x;
                    default -> y;
                };
        Rational across = turn.isQuarter() ? h : w;
        Rational down = turn.isQuarter() ? w : h;
        if (turn.mirrored()) {
            left = Rational.ONE.minus(left).minus(across);
        }
        int x0 = pixel(left, shape.width(), shape.width() - 1);
        int y0 = pixel(top, shape.height(), shape.height() - 1);
        int x1 = pixel(left.plus(across), shape.width(), shape.width());
        int y1 = pixel(top.plus(down), shape.height(), shape.height());
        return new Cut(x0, y0, Math.max(1, x1 - x0), Math.max(1, y1 - y0));
    }

    private static int pixel(Rational part, int size, int last) {
        return Math.toIntExact(Math.clamp(part.times(size).roundHalfUp(), 0, last));
    }

    private static int even(Rational size, int limit) {
        return Math.toIntExact(Math.clamp(size.dividedBy(TWO).roundHalfUp() * 2, 2, limit));
    }

    private static int even(double size) {
        return Math.max(2, (int) Math.round(size / 2) * 2);
    }
}
