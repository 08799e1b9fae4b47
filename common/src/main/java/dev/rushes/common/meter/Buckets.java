package dev.rushes.common.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The buckets of what is asked for by percentiles. They are few and fixed, since each is a series for every combination of
 * labels, and shares of two instances can be added while percentiles cannot.
 */
@Singleton
class Buckets implements MeterFilter {
    private static final double NANOS = 1e9;
    private static final double[] CALL = seconds(0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);
    private static final double[] WORK = seconds(1, 5, 15, 60, 300, 900, 3600, 14_400);

    /** Times real time. */
    private static final double[] SPEED = {0.1, 0.25, 0.5, 1, 2, 4, 8, 16};

    private static final Map<String, double[]> OF =
            Map.of(
                    "http.server.requests", CALL,
                    "rushes.aws.call", CALL,
                    "rushes.database.transaction", CALL,
                    "rushes.work.wait", WORK,
                    "rushes.render.phase", WORK,
                    "rushes.render.speed", SPEED);

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        double[] bounds = OF.get(id.getName());
        return bounds == null
                ? config
                : DistributionStatisticConfig.builder()
                        .serviceLevelObjectives(bounds)
                        .build()
                        .merge(config);
    }

    /** In nanoseconds, as a timer's are told. */
    private static double[] seconds(double... seconds) {
        return DoubleStream.of(seconds).map(each -> each * NANOS).toArray();
    }
}
