package dev.rushes.local.validate;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * One named expectation of the specification.
 *
 * @param name stable, as in {@code bucket raw-footage versioning}
 */
record Check(String name, Probe probe) {

    /** Looks, and says in a few words what it saw; throws where that is not what must be. */
    interface Probe {
        String look() throws Exception;
    }

    /** What came of a check. */
    record Outcome(String name, boolean ok, String seen) {
        @Override
        public String toString() {
            return (ok ? "ok   " : "FAIL ") + name + ": " + seen;
        }
    }

    Outcome run() {
        try {
            return new Outcome(name, true, oneLine(probe.look()));
        } catch (Unmet unmet) {
            return new Outcome(name, false, oneLine(String.valueOf(unmet.getMessage())));
        } catch (AwsServiceException e) {
            AwsErrorDetails details = e.awsErrorDetails();
            String code = details == null ? "" : details.errorCode() + " ";
            return new Outcome(name, false, code + "(HTTP " + e.statusCode() + ")");
        } catch (Exception e) {
            // Whatever goes wrong while looking is a failed check and never the end of the others.
            return new Outcome(
                    name, false, oneLine(e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
