package dev.rushes.local.doctor;

/**
 * One thing that the doctor looks at.
 *
 * @param advice what to do when looking itself fails
 */
record Look(String name, Question question, String advice) {

    /** May throw whatever it meets: what goes wrong is what the doctor is for. */
    @FunctionalInterface
    interface Question {
        Finding ask() throws Exception;
    }

    Finding finding() {
        try {
            return question.ask();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Finding.Unseen("interrupted");
        } catch (Exception broken) {
            String message = broken.getMessage();
            return new Finding.Ill(
                    broken.getClass().getSimpleName()
                            + (message == null ? "" : ": " + firstLine(message)),
                    advice);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
