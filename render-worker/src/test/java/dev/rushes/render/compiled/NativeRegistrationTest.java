package dev.rushes.render.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.show.AnalysisMessage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FunctionPointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lwjgl.PointerBuffer;
import org.lwjgl.util.freetype.FT_Face;

/**
 * A native image holds only what its compiler saw. FFmpeg's and FreeType's objects are made by native code, which it
 * does not see: what is missing fails where it is first met, perhaps in one filter of one job.
 */
class NativeRegistrationTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path COMMON = Path.of("..", "common", "target", "classes");
    private static final Path FOLDER =
            Path.of(
                    "src",
                    "main",
                    "resources",
                    "META-INF",
                    "native-image",
                    "dev.rushes",
                    "render-worker");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads whatever an endpoint takes; the worker has none that takes a body. */
    private static final Path BODIES_OF_REQUESTS =
            COMMON.resolve(Path.of("dev", "rushes", "common", "http", "JsonBody.class"));

    /** Writes the registration anew: {@code -Drushes.native.write=true}. */
    private static final boolean REWRITE = Boolean.getBoolean("rushes.native.write");

    private static final Set<String> MET = new TreeSet<>();

    @BeforeAll
    static void readTheCode() throws IOException, ClassNotFoundException {
        LibraryTypes types = new LibraryTypes(Set.of("org/bytedeco/", "org/lwjgl/"));
        for (Path file : classFiles(CLASSES)) {
            types.read(Files.readAllBytes(file));
        }
        for (String name : types.found()) {
            Class<?> type =
                    Class.forName(name, false, NativeRegistrationTest.class.getClassLoader());
            boolean madeByNativeCode =
                    Pointer.class.isAssignableFrom(type)
                            || org.lwjgl.system.Pointer.Default.class.isAssignableFrom(type);
            if (madeByNativeCode && !Modifier.isAbstract(type.getModifiers())) {
                MET.add(name);
            }
        }
        if (REWRITE) {
            write("reflect-config.json", MET.stream().map(NativeRegistrationTest::reflection));
            write("jni-config.json", MET.stream().map(NativeRegistrationTest::calls));
        }
    }

    @Test
    void theCodeIsReadAtAll() {
        assertThat(MET)
                .contains(
                        AVFrame.class.getName(),
                        // Never named in the code: the type of a field of another.
                        AVChannelLayout.class.getName(),
                        AVIOInterruptCB.Callback_Pointer.class.getName(),
                        BytePointer.class.getName(),
                        FT_Face.class.getName(),
                        PointerBuffer.class.getName())
                .hasSizeGreaterThan(40);
    }

    @Test
    void everyTypeThatNativeCodeMakesIsRegistered() throws IOException {
        assertThat(text("reflect-config.json"))
                .as("write it again with -Dtest=NativeRegistrationTest -Drushes.native.write=true")
                .isEqualTo(list(MET.stream().map(NativeRegistrationTest::reflection)));
    }

    @Test
    void everyTypeThatNativeCodeLooksUpIsRegistered() throws IOException {
        assertThat(text("jni-config.json"))
                .as("write it again with -Dtest=NativeRegistrationTest -Drushes.native.write=true")
                .isEqualTo(list(MET.stream().map(NativeRegistrationTest::calls)));
    }

    /** Jackson reads and writes records by reflection, and Quarkus knows of none that no endpoint has. */
    @Test
    void everyRecordThatJacksonMeetsIsRegistered() throws Exception {
        Set<String> read = new TreeSet<>();
        for (Path root : List.of(CLASSES, COMMON)) {
            for (Path file : classFiles(root)) {
                if (!file.equals(BODIES_OF_REQUESTS)) {
                    read.addAll(readFromJson(Files.readAllBytes(file)));
                }
            }
        }

        assertThat(read)
                .contains(AnalysisMessage.class.getName(), FootageAnalysis.class.getName())
                .hasSizeGreaterThanOrEqualTo(4);
        Set<Class<?>> registered = registeredElsewhere();
        for (String name : read) {
            Class<?> type = Class.forName(name, false, getClass().getClassLoader());
            if (!registered.contains(type)) {
                assertThat(type).hasAnnotation(RegisterForReflection.class);
            }
        }
    }

    @Test
    void aReadOfATypeThatTheCodeDoesNotNameIsNoticed() throws IOException {
        String file = "/" + ReadsWhatever.class.getName().replace('.', '/') + ".class";
        try (InputStream in =
                Objects.requireNonNull(ReadsWhatever.class.getResourceAsStream(file))) {
            byte[] compiled = in.readAllBytes();
            assertThatThrownBy(() -> readFromJson(compiled))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("ReadsWhatever.read")
                    .hasMessageContaining("convertValue");
        }
    }

    static final class ReadsWhatever {
        static Object read(JsonNode node, JavaType type) {
            return JSON.convertValue(node, type);
        }
    }

    @Test
    void fontsAndTheLibrariesThatDrawThemAreInTheImage() throws IOException {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(CLASSES.resolve("application.properties"))) {
            settings.load(in);
        }
        List<String> included =
                List.of(settings.getProperty("quarkus.native.resources.includes").split(","));

        assertThat(included)
                .contains("fonts/**", "linux/x64/org/lwjgl/**", "linux/arm64/org/lwjgl/**");
        assertThat(Files.isDirectory(CLASSES.resolve("fonts"))).isTrue();
        // Loading a library while the image is compiled would leave the compiler's own address in
        // it.
        assertThat(settings.getProperty("quarkus.native.additional-build-args"))
                .startsWith("--initialize-at-run-time=")
                .contains("org.bytedeco", "org.lwjgl")
                .contains("dev.rushes.render.ffmpeg", "dev.rushes.render.text");
    }

    /** What one class of the worker registers for others. */
    private static Set<Class<?>> registeredElsewhere() throws ClassNotFoundException {
        RegisterForReflection registration =
                Class.forName("dev.rushes.render.job.ReflectedRecords")
                        .getAnnotation(RegisterForReflection.class);
        return Set.of(registration.targets());
    }

    private static String reflection(String name) {
        return "  {\"name\": \"%s\", \"unsafeAllocated\": true, \"allDeclaredConstructors\": true}"
                .formatted(name);
    }

    /** A callback's method is called by its name. */
    private static String calls(String name) {
        try {
            Class<?> type =
                    Class.forName(name, false, NativeRegistrationTest.class.getClassLoader());
            return FunctionPointer.class.isAssignableFrom(type)
                    ? "  {\"name\": \"%s\", \"allDeclaredMethods\": true}".formatted(name)
                    : "  {\"name\": \"%s\"}".formatted(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String list(Stream<String> entries) {
        return entries.sorted()
                .reduce((left, right) -> left + ",\n" + right)
                .map(all -> "[\n" + all + "\n]\n")
                .orElseThrow();
    }

    private static String text(String file) throws IOException {
        String text = Files.readString(FOLDER.resolve(file));
        assertThat(JSON.readTree(text).isArray()).isTrue();
        return text;
    }

    private static void write(String file, Stream<String> entries) throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(file), list(entries));
    }

    /** The classes of ours that Jackson is told to read: each named right before its call, or this cannot know it. */
    private static Set<String> readFromJson(byte[] classFile) {
        Set<String> read = new TreeSet<>();
        ClassModel compiled = ClassFile.of().parse(classFile);
        for (MethodModel method : compiled.methods()) {
            List<CodeElement> code = new ArrayList<>();
            method.code().ifPresent(model -> model.forEach(code::add));
            Optional<ClassDesc> named = Optional.empty();
            for (CodeElement element : code) {
                if (element instanceof InvokeInstruction call && readsJson(call)) {
                    String where =
                            "%s.%s calls %s%s"
                                    .formatted(
                                            compiled.thisClass().asInternalName(),
                                            method.methodName().stringValue(),
                                            call.name().stringValue(),
                                            call.type().stringValue());
                    String type =
                            named.orElseThrow(() -> new AssertionError(where))
                                    .descriptorString()
                                    .replaceAll("^\\[*L|;$", "")
                                    .replace('/', '.');
                    if (type.startsWith("dev.rushes.")) {
                        read.add(type);
                    }
                }
                if (element instanceof Instruction instruction) {
                    named = classNamed(instruction);
                }
            }
        }
        return read;
    }

    private static Optional<ClassDesc> classNamed(Instruction instruction) {
        return instruction instanceof ConstantInstruction.LoadConstantInstruction constant
                        && constant.constantValue() instanceof ClassDesc type
                ? Optional.of(type)
                : Optional.empty();
    }

    /** Whatever has Jackson make an object, but for a tree, and for a reader that knows its type by then. */
    private static boolean readsJson(InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        return switch (owner.substring(owner.lastIndexOf('/') + 1)) {
            case "ObjectMapper", "JsonMapper", "ObjectCodec" ->
                    Set.of("readValue", "readValues", "treeToValue", "convertValue")
                                    .contains(call.name().stringValue())
                            || call.name().stringValue().startsWith("readerFor");
            case "ObjectReader" -> call.name().stringValue().equals("forType");
            default -> false;
        };
    }

    private static List<Path> classFiles(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
