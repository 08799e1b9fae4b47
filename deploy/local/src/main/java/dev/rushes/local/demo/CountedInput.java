package dev.rushes.local.demo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A stream that tells how many bytes were read from it so far. */
final class CountedInput extends FilterInputStream {

    private final LongConsumer told;
    private long count;

    CountedInput(InputStream in, LongConsumer told) {
        super(in);
        this.told = told;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            told.accept(++count);
        }
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            count += read;
            told.accept(count);
        }
        return read;
    }
}
