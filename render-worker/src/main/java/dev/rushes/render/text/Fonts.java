package dev.rushes.render.text;

import dev.rushes.common.plan.layers.TextStyle;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.util.freetype.FreeType;

/** Owns the fonts that one thread writes with: files by key, and behind them the bundled ones. */
final class Fonts implements AutoCloseable {
    static {
        // jemalloc is not brought along.
        Configuration.MEMORY_ALLOCATOR.set("system");
    }

    /** The largest CJK fonts have some 25 MB. */
    private static final long MOST_BYTES = 48L << 20;

    private static final List<String> BUNDLED =
            List.of("NotoSans", "NotoSansArabic", "NotoSansDevanagari");

    private final Function<String, Path> files;
    private final Map<String, FontFace> open = new HashMap<>();
    private final long library;

    /**
     * No font is opened before it is asked for.
     *
     * @param files the local file of a font's key
     */
    Fonts(Function<String, Path> files) {
        this.files = files;
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer pointer = stack.mallocPointer(1);
            FontFace.check(FreeType.FT_Init_FreeType(pointer), "starting FreeType");
            library = pointer.get(0);
        }
    }

    long library() {
        return library;
    }

    /** The fonts of a style, the first asked first. */
    List<FontFace> of(TextStyle style) {
        List<FontFace> faces = new ArrayList<>();
        for (String key : style.fonts()) {
            faces.add(open.computeIfAbsent("key " + key, name -> file(key)));
        }
        for (String family : BUNDLED) {
            String name = family + (style.bold() ? "-Bold" : "-Regular");
            faces.add(open.computeIfAbsent(name, this::bundled));
        }
        return faces;
    }

    private FontFace file(String key) {
        Path path = files.apply(key);
        try {
            long size = Files.size(path);
            if (size > MOST_BYTES) {
                throw new BadMedia(
                        "%s: the font has %,d bytes; the limit is %,d"
                                .formatted(key, size, MOST_BYTES));
            }
            return FontFace.open(library, Files.readAllBytes(path));
        } catch (BadMedia e) {
            throw new BadMedia(key + ": " + e.getMessage());
        } catch (IOException e) {
            throw new MediaFault("reading a font", e);
        }
    }

    private FontFace bundled(String name) {
        try (InputStream in = Fonts.class.getResourceAsStream("/fonts/" + name + ".ttf")) {
            if (in == null) {
                throw new MediaFault("the bundled font " + name + " is missing");
            }
            return FontFace.open(library, in.readAllBytes());
        } catch (IOException e) {
            throw new MediaFault("reading a bundled font", e);
        }
    }

    @Override
    public void close() {
        open.values().forEach(FontFace::close);
        FreeType.FT_Done_FreeType(library);
    }
}
