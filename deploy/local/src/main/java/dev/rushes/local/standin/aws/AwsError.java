package dev.rushes.local.standin.aws;

/** A refusal in the vocabulary of AWS: an HTTP status, an error code and a sentence for people. */
final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String sentence;

    AwsError(int status, String code, String sentence) {
        super(code + ": " + sentence, null, false, false);
        this.status = status;
        this.code = code;
        this.sentence = sentence;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String sentence() {
        return sentence;
    }
}
