package dev.rushes.api.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Turns counts into money. */
final class Costs {
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** A small stack costs cents, so that a cent is no small rounding. */
    private static final int DECIMALS = 4;

    private final Prices prices;

    Costs(Prices prices) {
        this.prices = prices;
    }

    /** A month of so many bytes in a storage class. */
    BigDecimal storage(String storageClass, long bytes) {
        BigDecimal perGib =
                switch (storageClass) {
                    case "STANDARD_IA" -> prices.infrequentAccessPerGib();
                    case "GLACIER_IR" -> prices.glacierInstantPerGib();
                    case "GLACIER" -> prices.glacierPerGib();
                    case "DEEP_ARCHIVE" -> prices.deepArchivePerGib();
                    default -> prices.standardPerGib();
                };
        return rounded(
                BigDecimal.valueOf(bytes).multiply(perGib).divide(GIB, MathContext.DECIMAL64));
    }

    BigDecimal storage(StoredBytes stored) {
        return stored.buckets().stream()
                .flatMap(bucket -> bucket.parts().stream())
                .map(part -> storage(part.storageClass(), part.bytes()))
                .reduce(rounded(BigDecimal.ZERO), BigDecimal::add);
    }

    /** Requests of S3. */
    BigDecimal requests(long writes, long reads) {
        return rounded(
                BigDecimal.valueOf(writes)
                        .multiply(prices.writesPerThousand())
                        .add(BigDecimal.valueOf(reads).multiply(prices.readsPerThousand()))
                        .divide(THOUSAND, MathContext.DECIMAL64));
    }

    /** Requests of SQS. */
    BigDecimal queue(long requests) {
        return rounded(
                BigDecimal.valueOf(requests)
                        .multiply(prices.queuePerMillion())
                        .divide(MILLION, MathContext.DECIMAL64));
    }

    private static BigDecimal rounded(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
