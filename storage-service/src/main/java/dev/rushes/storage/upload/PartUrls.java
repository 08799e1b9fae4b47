package dev.rushes.storage.upload;

import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.storage.UploadStatus;
import dev.rushes.storage.s3.MultipartStore;
import dev.rushes.storage.s3.Presigner;
import dev.rushes.storage.s3.SignedRequest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Signs the parts of an upload, as often as they are asked for. */
@Singleton
class PartUrls {
    private final UploadLedger ledger;
    private final MultipartStore multipart;
    private final Presigner presigner;
    private final UploadSettings settings;

    PartUrls(
            UploadLedger ledger,
            MultipartStore multipart,
            Presigner presigner,
            UploadSettings settings) {
        this.ledger = ledger;
        this.multipart = multipart;
        this.presigner = presigner;
        this.settings = settings;
    }

    /** The first batch, with the answer to the announcement. */
    UploadView first(UUID id) {
        Announced announced = pending(id);
        PartPlan plan = announced.partPlan();
        return sign(
                announced,
                plan,
                IntStream.rangeClosed(1, Math.min(plan.count(), settings.partsAtOnce()))
                        .boxed()
                        .toList());
    }

    /**
     * Fresh URLs.
     *
     * @throws ProblemException 404; 409 {@code wrong-state} where the upload has come to its end; 422 where it has no such
     *     part
     */
    UploadView fresh(UUID id, PartsRequest request) {
        Announced announced = pending(id);
        boolean single = announced.partSizeBytes() == null;
        int count = single ? 1 : announced.partPlan().count();
        List<Problem.Fault> faults = new ArrayList<>();
        for (int i = 0; i < request.numbers().size(); i++) {
            if (request.numbers().get(i) > count) {
                faults.add(new Problem.Fault("/numbers/" + i, "must be at most " + count));
            }
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, "The request is not valid.", faults);
        }
        if (single) {
            SignedRequest put =
                    presigner.put(
                            announced.bucket(),
                            announced.key(),
                            announced.content(settings),
                            settings.urlLifetime());
            return ledger.urlsGiven(id, put.expiresAt()).withPut(put);
        }
        return sign(
                announced,
                announced.partPlan(),
                request.numbers().stream().distinct().sorted().toList());
    }

    private Announced pending(UUID id) {
        Announced announced = ledger.read(id);
        if (announced.status() != UploadStatus.PENDING) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE, "The upload is " + announced.status().text() + ".");
        }
        return announced;
    }

    private UploadView sign(Announced announced, PartPlan plan, List<Integer> numbers) {
        String uploadId = begun(announced);
        List<PartView> parts = new ArrayList<>();
        Instant end = Instant.MAX;
        for (int number : numbers) {
            SignedRequest put =
                    presigner.part(
                            announced.bucket(),
                            announced.key(),
                            uploadId,
                            number,
                            plan.size(number),
                            settings.urlLifetime());
            parts.add(new PartView(number, plan.size(number), put.url(), null));
            end = put.expiresAt().isBefore(end) ? put.expiresAt() : end;
        }
        return ledger.urlsGiven(announced.id(), end).withParts(parts);
    }

    /** S3's name of the upload. It is begun at the first need, since no call may be made while its row is written. */
    private String begun(Announced announced) {
        if (announced.s3UploadId() != null) {
            return announced.s3UploadId();
        }
        String begun =
                multipart.begin(announced.bucket(), announced.key(), announced.content(settings));
        String counts = ledger.begun(announced.id(), begun).orElse("");
        if (!counts.equals(begun)) {
            // Somebody else was faster. Where this fails the bucket's rule ends it after a week.
            multipart.abort(announced.bucket(), announced.key(), begun);
        }
        return counts.isEmpty() ? begun(pending(announced.id())) : counts;
    }
}
