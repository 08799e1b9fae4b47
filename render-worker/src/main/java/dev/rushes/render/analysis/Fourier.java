package dev.rushes.render.analysis;

/** The discrete Fourier transform in place, of a power of two (Cooley and Tukey). */
final class Fourier {
    private Fourier() {}

    static void transform(double[] real, double[] imaginary) {
        int size = real.length;
        for (int i = 1, j = 0; i < size; i++) {
            int bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(real, i, j);
                swap(imaginary, i, j);
            }
        }
        for (int length = 2; length <= size; length <<= 1) {
            for (int k = 0; k < length / 2; k++) {
                double angle = -2 * Math.PI * k / length;
                double cosine = Math.cos(angle);
                double sine = Math.sin(angle);
                for (int a = k; a < size; a += length) {
                    int b = a + length / 2;
                    double x = real[b] * cosine - imaginary[b] * sine;
                    double y = real[b] * sine + imaginary[b] * cosine;
                    real[b] = real[a] - x;
                    imaginary[b] = imaginary[a] - y;
                    real[a] += x;
                    imaginary[a] += y;
                }
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
