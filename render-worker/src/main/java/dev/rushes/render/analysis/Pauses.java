package dev.rushes.render.analysis;

/**
 * Tells silence from sound, and phrases among the sound.
 *
 * <p>The threshold lies 35 dB below what is loud, so that the ringing of a codec before a word does not count as its
 * beginning, but always above the noise floor and always well below what is loud. In a take without any contrast nothing
 * is silence if it is loud, and everything if it is not.
 */
final class Pauses {
    /** Shorter ones lie within words. */
    private static final double SHORTEST_SILENCE = 0.1;

    private static final double SHORTEST_PHRASE = 0.08;

    /** A click within a pause. */
    private static final int CLICK_BLOCKS = 4;

    private static final int BELOW_LOUD = 35;
    private static final int ABOVE_FLOOR = 9;
    private static final int LEAST_BELOW_LOUD = 12;
    private static final int LEAST_CONTRAST = 14;

    /** dBFS: softer is no speech that a take could be used for. */
    private static final int SOFT = -60;

    /** Quietest part of the blocks that tells the floor: a take may have few pauses. */
    private static final double FLOOR_PART = 0.02;

    private static final double LOUD_PART = 0.9;

    private static final double VOICED = 0.5;

    private final LevelTape tape;
    private final Spans silence = new Spans(SHORTEST_SILENCE);
    private final Spans speech = new Spans(SHORTEST_PHRASE);
    private final int threshold;

    Pauses(LevelTape tape) {
        this.tape = tape;
        this.threshold = threshold(tape);
        find();
    }

    private static int threshold(LevelTape tape) {
        int floor = tape.percentile(FLOOR_PART);
        int loud = tape.percentile(LOUD_PART);
        if (loud < SOFT) {
            // Few words in much silence: the loudest hundredth still tells.
            loud = tape.percentile(0.99);
        }
        if (loud < SOFT) {
            return SOFT;
        }
        if (loud - floor < LEAST_CONTRAST) {
            return Math.max(LevelTape.LOWEST, floor - ABOVE_FLOOR);
        }
        int wanted = Math.max(loud - BELOW_LOUD, floor + ABOVE_FLOOR);
        return Math.min(wanted, loud - LEAST_BELOW_LOUD);
    }

    private void find() {
        int shortest = (int) Math.round(SHORTEST_SILENCE / LevelTape.SECONDS);
        int blocks = tape.blocks();
        int phrase = -1;
        int block = 0;
        while (block < blocks) {
            if (isLoud(block)) {
                phrase = phrase < 0 ? block : phrase;
                block++;
                continue;
            }
            int end = endOfSilence(block);
            boolean atEdge = block == 0 || end == blocks;
            if (end - block >= shortest || atEdge) {
                silence.add(block * LevelTape.SECONDS, end * LevelTape.SECONDS);
                endPhrase(phrase, block);
                phrase = -1;
            }
            block = end;
        }
        endPhrase(phrase, blocks);
    }

    private boolean isLoud(int block) {
        return tape.level(block) >= threshold;
    }

    /** Over clicks, where silence goes on behind them. */
    private int endOfSilence(int from) {
        int block = from;
        while (block < tape.blocks()) {
            if (!isLoud(block)) {
                block++;
                continue;
            }
            int loud = block;
            while (loud < tape.blocks() && isLoud(loud)) {
                loud++;
            }
            if (loud - block > CLICK_BLOCKS
                    || !isQuiet(block - 10, block)
                    || !isQuiet(loud, loud + 10)) {
                return block;
            }
            block = loud;
        }
        return block;
    }

    private boolean isQuiet(int from, int to) {
        if (from < 0 || to > tape.blocks()) {
            return false;
        }
        for (int block = from; block < to; block++) {
            if (isLoud(block)) {
                return false;
            }
        }
        return true;
    }

    private void endPhrase(int from, int to) {
        if (from < 0) {
            return;
        }
        int voiced = 0;
        int loud = 0;
        for (int block = from; block < to; block++) {
            if (isLoud(block)) {
                loud++;
                voiced += tape.isVoice(block) ? 1 : 0;
            }
        }
        if (voiced >= VOICED * loud) {
            speech.add(from * LevelTape.SECONDS, to * LevelTape.SECONDS);
        }
    }

    Spans silence() {
        return silence;
    }

    Spans speech() {
        return speech;
    }

    /** dBFS. */
    int threshold() {
        return threshold;
    }
}
