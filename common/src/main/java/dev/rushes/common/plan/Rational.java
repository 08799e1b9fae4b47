package dev.rushes.common.plan;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact fraction: times on a timeline in seconds, and frame rates in frames a second. Always in lowest terms with a
 * positive denominator, so that equal values are equal records.
 */
public record Rational(long numerator, long denominator) implements Comparable<Rational> {
    public static final Rational ZERO = new Rational(0, 1);
    public static final Rational ONE = new Rational(1, 1);

    private static final int DECIMALS = 9;

    /** Before the point: no long has more. */
    private static final int MOST_DIGITS = 19;

    /** Reduces; an ArithmeticException if the denominator is zero or the reduced value does not fit. */
    public Rational {
        if (denominator == 0) {
            throw new ArithmeticException("zero denominator");
        }
        BigInteger n = BigInteger.valueOf(numerator);
        BigInteger d = BigInteger.valueOf(denominator);
        BigInteger common = n.gcd(d).multiply(BigInteger.valueOf(d.signum()));
        numerator = n.divide(common).longValueExact();
        denominator = d.divide(common).longValueExact();
    }

    public static Rational of(long whole) {
        return new Rational(whole, 1);
    }

    public static Rational of(long numerator, long denominator) {
        return new Rational(numerator, denominator);
    }

    /**
     * The decimal as typed, exact to the nanosecond; finer digits are rounded half up.
     *
     * @throws ArithmeticException if it does not fit
     */
    public static Rational of(BigDecimal decimal) {
        // Exponents cost nothing to type: without this 1e200000000 would be written out.
        long digits = (long) decimal.precision() - decimal.scale();
        if (decimal.signum() != 0 && digits > MOST_DIGITS) {
            throw new ArithmeticException("too large");
        }
        if (decimal.signum() == 0 || digits < -DECIMALS) {
            return ZERO;
        }
        BigDecimal nanos = decimal.setScale(DECIMALS, RoundingMode.HALF_UP);
        return reduced(nanos.unscaledValue(), BigInteger.valueOf(1_000_000_000));
    }

    /**
     * Reads {@code "30000/1001"} or a decimal such as {@code "25"} or {@code "0.5"}.
     *
     * @throws NumberFormatException if the text is neither
     */
    public static Rational parse(String text) {
        int slash = text.indexOf('/');
        try {
            return slash < 0
                    ? of(new BigDecimal(text.strip()))
                    : of(
                            Long.parseLong(text.substring(0, slash).strip()),
                            Long.parseLong(text.substring(slash + 1).strip()));
        } catch (ArithmeticException e) {
            NumberFormatException bad = new NumberFormatException("not a rational: " + text);
            bad.initCause(e);
            throw bad;
        }
    }

    public Rational plus(Rational other) {
        return reduced(
                big(numerator)
                        .multiply(big(other.denominator))
                        .add(big(other.numerator).multiply(big(denominator))),
                big(denominator).multiply(big(other.denominator)));
    }

    public Rational minus(Rational other) {
        return plus(other.negated());
    }

    public Rational negated() {
        return new Rational(Math.negateExact(numerator), denominator);
    }

    public Rational times(Rational other) {
        return reduced(
                big(numerator).multiply(big(other.numerator)),
                big(denominator).multiply(big(other.denominator)));
    }

    public Rational times(long factor) {
        return times(of(factor));
    }

    /** The quotient; an ArithmeticException on division by zero. */
    public Rational dividedBy(Rational other) {
        return reduced(
                big(numerator).multiply(big(other.denominator)),
                big(denominator).multiply(big(other.numerator)));
    }

    /** The nearest whole number, halves up: 2.5 gives 3 and -2.5 gives -2. */
    public long roundHalfUp() {
        return plus(new Rational(1, 2)).floor();
    }

    /** The greatest whole number not above this. */
    public long floor() {
        return Math.floorDiv(numerator, denominator);
    }

    public int signum() {
        return Long.signum(numerator);
    }

    public Rational min(Rational other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Rational max(Rational other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Rational abs() {
        return numerator < 0 ? negated() : this;
    }

    @Override
    public int compareTo(Rational other) {
        return big(numerator)
                .multiply(big(other.denominator))
                .compareTo(big(other.numerator).multiply(big(denominator)));
    }

    /** For the edge only (JSON, reports): the value rounded to microseconds. */
    public BigDecimal toDecimal() {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), 6, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }

    /** For the edge only; never add these up. */
    public double toDouble() {
        return (double) numerator / denominator;
    }

    /** {@code "30000/1001"}, or {@code "25"} where the value is whole. */
    @Override
    public String toString() {
        return denominator == 1 ? Long.toString(numerator) : numerator + "/" + denominator;
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    private static Rational reduced(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        BigInteger common = numerator.gcd(denominator);
        return new Rational(
                numerator.divide(common).longValueExact(),
                denominator.divide(common).longValueExact());
    }
}
