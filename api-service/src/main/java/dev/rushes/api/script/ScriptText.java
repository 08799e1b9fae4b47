package dev.rushes.api.script;

import dev.rushes.api.script.text.ScriptFault;
import dev.rushes.api.script.text.ScriptReader;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.ScriptFormat;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A script as it came in, whichever way.
 *
 * @param filename its last part, or null
 */
record ScriptText(String text, ScriptFormat format, @Nullable String filename) {
    /** Bytes of a text as UTF-8. */
    static final int LARGEST = 1_048_576;

    private static final String OTHER_FORMAT = "Send a .txt, .md, .fountain or .fdx script.";

    /** Of a JSON body, which was checked for what the database cannot keep. */
    static ScriptText of(ScriptRequest request) {
        String filename = name(request.filename());
        if (request.scriptText().length() > LARGEST
                || request.scriptText().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw tooLarge();
        }
        ScriptFormat format = null;
        for (ScriptFormat one : ScriptFormat.values()) {
            if (one.text().equals(request.format())) {
                format = one;
            }
        }
        if (format == null) {
            format = byEnding(filename);
        }
        if (format == null && hasEnding(filename)) {
            throw invalid(
                    "/filename", "must end in .txt, .md, .fountain or .fdx, or say the format");
        }
        return readable(
                new ScriptText(
                        request.scriptText(), format == null ? ScriptFormat.TXT : format, filename),
                "/scriptText");
    }

    /**
     * Of a file.
     *
     * @param type its media type, with its charset if it is not UTF-8
     * @throws ProblemException 413, 415, or 422 where it is no text
     */
    static ScriptText of(byte[] file, @Nullable MediaType type, @Nullable String filename) {
        String name = name(filename);
        ScriptFormat format = byEnding(name);
        if (format == null) {
            format = byType(type, hasEnding(name));
        }
        if (file.length > LARGEST) {
            throw tooLarge();
        }
        String text = decoded(file, type);
        if (text.isBlank()) {
            throw invalid("", "must not be blank");
        }
        if (text.indexOf('\0') >= 0) {
            throw invalid("", "holds a NUL: this is no text");
        }
        return readable(new ScriptText(text, format, name), "");
    }

    /** Only a script of Final Draft can be none; better said now than when it is analysed. */
    private static ScriptText readable(ScriptText script, String pointer) {
        try {
            if (script.format() == ScriptFormat.FDX) {
                ScriptReader.read(script.text(), script.format());
            }
            return script;
        } catch (ScriptFault fault) {
            throw invalid(pointer, fault.described());
        }
    }

    private static String decoded(byte[] file, @Nullable MediaType type) {
        String wanted = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        Charset charset;
        try {
            charset = wanted == null ? StandardCharsets.UTF_8 : Charset.forName(wanted);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "The charset is not known; send UTF-8.");
        }
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
            String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
            if (plain.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
                throw tooLarge();
            }
            return plain;
        } catch (CharacterCodingException e) {
            throw invalid("", "is no text in " + charset.name());
        }
    }

    private static ScriptFormat byType(@Nullable MediaType type, boolean otherEnding) {
        String name = type == null ? "" : type.getSubtype().toLowerCase(Locale.ROOT);
        ScriptFormat format =
                switch (name) {
                    case "markdown", "x-markdown" -> ScriptFormat.MD;
                    case "fountain", "x-fountain", "vnd.fountain" -> ScriptFormat.FOUNTAIN;
                    case "xml", "x-fdx", "vnd.finaldraft.fdx" -> ScriptFormat.FDX;
                    case "plain" -> ScriptFormat.TXT;
                    default -> null;
                };
        if (format == null || otherEnding) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, OTHER_FORMAT);
        }
        return format;
    }

    private static @Nullable ScriptFormat byEnding(@Nullable String filename) {
        String name = filename == null ? "" : filename.toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "txt", "text" -> hasEnding(filename) ? ScriptFormat.TXT : null;
            case "md", "markdown" -> hasEnding(filename) ? ScriptFormat.MD : null;
            case "fountain", "spmd" -> hasEnding(filename) ? ScriptFormat.FOUNTAIN : null;
            case "fdx" -> hasEnding(filename) ? ScriptFormat.FDX : null;
            default -> null;
        };
    }

    private static boolean hasEnding(@Nullable String filename) {
        return filename != null && filename.lastIndexOf('.') > 0;
    }

    /** Without folders and control characters; shown to people, never opened. */
    private static @Nullable String name(@Nullable String filename) {
        if (filename == null) {
            return null;
        }
        String last = filename.substring(filename.lastIndexOf('/') + 1);
        last = last.substring(last.lastIndexOf('\\') + 1).replaceAll("\\p{Cntrl}", "").strip();
        return last.isEmpty()
                ? null
                : last.length() > 255 ? last.substring(last.length() - 255) : last;
    }

    static ProblemException tooLarge() {
        return new ProblemException(
                ProblemType.TOO_LARGE, "A script has at most " + LARGEST + " bytes.");
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(
                ProblemType.INVALID,
                "The script is not valid.",
                List.of(new Problem.Fault(pointer, detail)));
    }
}
