package dev.rushes.render.cli;

import dev.rushes.render.ffmpeg.FFmpeg;

/** Loads the native library and says what it is; fails with the reason where it cannot be loaded. */
public final class LoadCommand {
    private LoadCommand() {}

    /** Ends with 0 where the library works here. */
    public static void main(String[] arguments) {
        try {
            System.out.println("FFmpeg " + FFmpeg.load() + " on " + FFmpeg.processor());
        } catch (LinkageError | RuntimeException e) {
            Throwable cause = e;
            for (Throwable next = cause; next != null; next = next.getCause()) {
                cause = next;
            }
            System.out.println(cause.getClass().getSimpleName() + ": " + cause.getMessage());
            System.exit(1);
        }
    }
}
