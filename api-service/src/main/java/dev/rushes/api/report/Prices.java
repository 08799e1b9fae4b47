package dev.rushes.api.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;

/** What AWS charges, for estimates; the defaults are those of us-east-1 without free tiers and discounts. */
@ConfigMapping(prefix = "rushes.prices")
interface Prices {
    /** The currency of all prices. */
    @WithDefault("USD")
    String currency();

    /** A GiB in STANDARD for a month, and in every class that has no price here. */
    @WithDefault("0.023")
    BigDecimal standardPerGib();

    /** A GiB in STANDARD_IA for a month. */
    @WithDefault("0.0125")
    BigDecimal infrequentAccessPerGib();

    /** A GiB in GLACIER_IR for a month. */
    @WithDefault("0.004")
    BigDecimal glacierInstantPerGib();

    /** A GiB in GLACIER for a month. */
    @WithDefault("0.0036")
    BigDecimal glacierPerGib();

    /** A GiB in DEEP_ARCHIVE for a month. */
    @WithDefault("0.00099")
    BigDecimal deepArchivePerGib();

    /** A thousand requests that write or list. */
    @WithDefault("0.005")
    BigDecimal writesPerThousand();

    /** A thousand other requests. */
    @WithDefault("0.0004")
    BigDecimal readsPerThousand();

    /** A million requests to FIFO queues. */
    @WithDefault("0.50")
    BigDecimal queuePerMillion();
}
