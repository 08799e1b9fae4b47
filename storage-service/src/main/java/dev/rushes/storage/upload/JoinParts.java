package dev.rushes.storage.upload;

import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.storage.s3.MultipartStore;
import dev.rushes.storage.s3.UploadedPart;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has S3 join the parts of an upload to an object. */
@Singleton
class JoinParts {
    /** So many are named in a problem; the upload itself tells them all. */
    private static final int NAMED = 20;

    private final MultipartStore multipart;

    JoinParts(MultipartStore multipart) {
        this.multipart = multipart;
    }

    /**
     * Joins what S3 has, unless that was done before. Nothing of it is refused for good: a part can be sent again.
     *
     * @param sent what the client says it sent, or null
     * @return why the whole is not what was announced, or empty
     * @throws ProblemException 409 {@code upload-missing} where parts are missing or not as they must be; 422 where the
     *     client names parts that there cannot be
     */
    Optional<String> join(Announced announced, @Nullable List<CompleteRequest.Part> sent) {
        PartPlan plan = announced.partPlan();
        if (sent != null) {
            checkNumbers(plan, sent);
        }
        if (announced.s3UploadId() == null) {
            return Optional.empty();
        }
        Optional<List<UploadedPart>> there =
                multipart.parts(announced.bucket(), announced.key(), announced.s3UploadId());
        if (there.isEmpty()) {
            return Optional.empty();
        }
        checkParts(plan, there.get(), sent);
        return switch (multipart.join(
                announced.bucket(),
                announced.key(),
                announced.s3UploadId(),
                // Others were sent past the signatures; S3 drops what is not named.
                there.get().stream().filter(part -> part.number() <= plan.count()).toList(),
                announced.crc64nvme())) {
            // Joined before, or something lies there already: the object will tell.
            case DONE, UNKNOWN, OCCUPIED -> Optional.empty();
            case PARTS_DIFFER ->
                    throw new ProblemException(
                            ProblemType.UPLOAD_MISSING,
                            "A part was sent again while the upload was completed; complete it again.");
            case WHOLE_DIFFERS ->
                    Optional.of(
                            "S3 finds another checksum or size of the whole than was announced.");
        };
    }

    private static void checkNumbers(PartPlan plan, List<CompleteRequest.Part> sent) {
        List<Problem.Fault> faults = new ArrayList<>();
        Map<Integer, Integer> seen = new HashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            int number = sent.get(i).number();
            if (number > plan.count()) {
                faults.add(
                        new Problem.Fault(
                                "/parts/" + i + "/number", "must be at most " + plan.count()));
            } else if (seen.putIfAbsent(number, i) != null) {
                faults.add(new Problem.Fault("/parts/" + i + "/number", "is named twice"));
            }
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, "The request is not valid.", faults);
        }
    }

    private static void checkParts(
            PartPlan plan, List<UploadedPart> there, @Nullable List<CompleteRequest.Part> sent) {
        Map<Integer, UploadedPart> byNumber = new HashMap<>();
        there.forEach(part -> byNumber.put(part.number(), part));
        Map<Integer, String> etags = new HashMap<>();
        if (sent != null) {
            sent.forEach(part -> etags.put(part.number(), part.etag().replace("\"", "")));
        }
        List<Integer> missing = new ArrayList<>();
        List<Integer> wrong = new ArrayList<>();
        for (int number = 1; number <= plan.count(); number++) {
            UploadedPart part = byNumber.get(number);
            if (part == null) {
                missing.add(number);
            } else if (part.sizeBytes() != plan.size(number)
                    || !etags.getOrDefault(number, part.etag()).equals(part.etag())) {
                wrong.add(number);
            }
        }
        if (!missing.isEmpty() || !wrong.isEmpty()) {
            throw new ProblemException(
                    ProblemType.UPLOAD_MISSING,
                    (missing.isEmpty() ? "" : "Parts have not arrived: " + named(missing) + ". ")
                            + (wrong.isEmpty()
                                    ? ""
                                    : "Parts are not what was sent or have another size: "
                                            + named(wrong)
                                            + ". ")
                            + "Send them and complete the upload again.");
        }
    }

    private static String named(List<Integer> numbers) {
        String first =
                String.join(", ", numbers.stream().limit(NAMED).map(String::valueOf).toList());
        return numbers.size() > NAMED
                ? first + " and " + (numbers.size() - NAMED) + " more"
                : first;
    }
}
