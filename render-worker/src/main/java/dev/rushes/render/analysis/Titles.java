package dev.rushes.render.analysis;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds writing that is laid over a picture: neighbouring fields of a grid that were plain become full of hard upright
 * edges within a shot, stay so, and become plain again or end with the shot. What is there from the start of a shot on
 * may as well be a fence.
 */
final class Titles {
    /** Steps of 255 over two pixels. */
    private static final int HARD = 40;

    private static final double FULL = 0.1;
    private static final double PLAIN = 0.04;
    private static final double SHORTEST = 0.6;

    /** Seconds in which a title may fade in. */
    private static final double COMES = 0.8;

    private static final int FEWEST = 2;
    private static final double NEVER = -1;

    private final double[] lastPlain = new double[Picture.COLUMNS * Picture.ROWS];
    private final double[] since = new double[Picture.COLUMNS * Picture.ROWS];
    private final List<Title> titles = new ArrayList<>();
    private double began = NEVER;
    private double last;
    private int lowest;
    private boolean full;

    Titles() {
        Arrays.fill(lastPlain, NEVER);
        Arrays.fill(since, NEVER);
    }

    /**
     * One frame more.
     *
     * @param sameShot whether it goes on from the frame before
     */
    void add(Picture picture, boolean sameShot) {
        if (!sameShot) {
            end(picture.second);
            Arrays.fill(lastPlain, NEVER);
            Arrays.fill(since, NEVER);
        }
        int row = -1;
        for (int y = 0; y < Picture.ROWS; y++) {
            int run = 0;
            for (int x = 0; x < Picture.COLUMNS; x++) {
                run = isTitle(picture, x, y) ? run + 1 : 0;
                row = run >= FEWEST ? y : row;
            }
        }
        if (row >= 0) {
            began = began == NEVER ? picture.second : began;
            lowest = row;
        } else {
            end(picture.second);
        }
        last = picture.second;
    }

    private boolean isTitle(Picture picture, int x, int y) {
        int field = y * Picture.COLUMNS + x;
        double edges = edges(picture, x, y);
        if (edges < PLAIN) {
            lastPlain[field] = picture.second;
            since[field] = NEVER;
        } else if (edges >= FULL
                && since[field] == NEVER
                && lastPlain[field] != NEVER
                && picture.second - lastPlain[field] < COMES) {
            since[field] = picture.second;
        }
        return since[field] != NEVER;
    }

    private static double edges(Picture picture, int x, int y) {
        int left = x * picture.width / Picture.COLUMNS;
        int right = Math.min(picture.width - 2, (x + 1) * picture.width / Picture.COLUMNS);
        int top = y * picture.height / Picture.ROWS;
        int bottom = (y + 1) * picture.height / Picture.ROWS;
        int hard = 0;
        for (int line = top; line < bottom; line++) {
            for (int i = line * picture.width + left; i < line * picture.width + right; i++) {
                hard +=
                        Math.abs((picture.luma[i + 2] & 0xff) - (picture.luma[i] & 0xff)) > HARD
                                ? 1
                                : 0;
            }
        }
        return hard / (double) Math.max(1, (right - left) * (bottom - top));
    }

    private void end(double second) {
        boolean title = began != NEVER && second - began >= SHORTEST;
        full |= title && titles.size() == FootageAnalysis.MOST;
        if (title && !full) {
            titles.add(
                    new Title(
                            new Span(Steps.rounded(began, 3), Steps.rounded(second, 3)),
                            lowest >= Picture.ROWS * 2 / 3
                                    ? Title.Place.LOWER_THIRD
                                    : lowest < Picture.ROWS / 3
                                            ? Title.Place.TOP
                                            : Title.Place.CENTRE));
        }
        began = NEVER;
    }

    /** Whether there were more than are listed. */
    boolean isCut() {
        return full;
    }

    List<Title> found() {
        end(last);
        return List.copyOf(titles);
    }
}
