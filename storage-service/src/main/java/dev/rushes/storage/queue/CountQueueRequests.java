package dev.rushes.storage.queue;

import dev.rushes.common.meter.CallTimes;
import dev.rushes.common.usage.Charge;
import dev.rushes.common.usage.RequestCounts;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts what SQS charges for, every attempt that goes out, and times whole calls. */
@Singleton
@Unremovable
class CountQueueRequests implements ExecutionInterceptor {
    /** Numbered: the SDK takes a name once, and a test may load this class again beside the same SDK. */
    private static final ExecutionAttribute<CallTimes.Call> CALL =
            new ExecutionAttribute<>("rushes.sqs.call." + System.nanoTime());

    private final RequestCounts counts;
    private final CallTimes times;

    CountQueueRequests(RequestCounts counts, CallTimes times) {
        this.counts = counts;
        this.times = times;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        attributes.putAttribute(CALL, times.begin("sqs"));
    }

    @Override
    public void beforeTransmission(
            Context.BeforeTransmission context, ExecutionAttributes attributes) {
        counts.add(Charge.SQS_MESSAGE);
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        CallTimes.Call call = attributes.getAttribute(CALL);
        if (call != null) {
            call.answered(operation(attributes));
        }
    }

    @Override
    public void onExecutionFailure(
            Context.FailedExecution context, ExecutionAttributes attributes) {
        CallTimes.Call call = attributes.getAttribute(CALL);
        if (call != null) {
            call.failed(
                    operation(attributes),
                    context.exception() instanceof SdkServiceException refused
                            ? refused.statusCode()
                            : 0);
        }
    }

    private static String operation(ExecutionAttributes attributes) {
        return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    }
}
