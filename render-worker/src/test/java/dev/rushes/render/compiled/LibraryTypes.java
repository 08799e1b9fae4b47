package dev.rushes.render.compiled;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads class files for the types of libraries that compiled code meets: those that it names, and those that the
 * libraries' own methods name on the ways that begin in it. A native method makes what it returns without a word to the
 * compiler of a native image.
 */
final class LibraryTypes {
    private record Method(String owner, String name, String descriptor) {}

    private final Set<String> packages;
    private final Map<String, Optional<ClassModel>> models = new HashMap<>();
    private final Set<String> types = new TreeSet<>();
    private final Set<Method> seen = new HashSet<>();
    private final Deque<Method> ahead = new ArrayDeque<>();

    /**
     * @param packages of the libraries, as {@code org/bytedeco/}
     */
    LibraryTypes(Set<String> packages) {
        this.packages = packages;
    }

    /** Reads a class of ours, and follows what it calls. */
    void read(byte[] classFile) {
        for (MethodModel method : ClassFile.of().parse(classFile).methods()) {
            code(method);
        }
        ClassModel model = ClassFile.of().parse(classFile);
        model.superclass().ifPresent(parent -> type(parent.asSymbol()));
        model.fields().forEach(field -> type(field.fieldTypeSymbol()));
        model.methods().forEach(method -> types(method.methodTypeSymbol()));
        while (!ahead.isEmpty()) {
            follow(ahead.pop());
        }
    }

    /** Binary names. */
    Set<String> found() {
        return types;
    }

    private void follow(Method method) {
        @Nullable String owner = method.owner();
        while (owner != null && ofLibraries(owner)) {
            Optional<ClassModel> model = model(owner);
            if (model.isEmpty()) {
                return;
            }
            for (MethodModel candidate : model.get().methods()) {
                if (candidate.methodName().equalsString(method.name())
                        && candidate.methodType().equalsString(method.descriptor())) {
                    code(candidate);
                    return;
                }
            }
            owner = model.get().superclass().map(parent -> parent.asInternalName()).orElse(null);
        }
    }

    private void code(MethodModel method) {
        method.code().ifPresent(code -> code.forEach(this::element));
    }

    private void element(CodeElement element) {
        switch (element) {
            case InvokeInstruction call ->
                    call(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol());
            case InvokeDynamicInstruction call -> {
                types(call.typeSymbol());
                call.bootstrapArgs().forEach(this::constant);
            }
            case NewObjectInstruction made -> type(made.className().asSymbol());
            case NewReferenceArrayInstruction made -> type(made.componentType().asSymbol());
            case TypeCheckInstruction check -> type(check.type().asSymbol());
            case FieldInstruction field -> {
                type(field.owner().asSymbol());
                type(field.typeSymbol());
            }
            case ConstantInstruction.LoadConstantInstruction loaded ->
                    constant(loaded.constantValue());
            default -> {
                // The others name no type.
            }
        }
    }

    private void constant(ConstantDesc constant) {
        switch (constant) {
            case ClassDesc type -> type(type);
            case MethodTypeDesc shape -> types(shape);
            case DirectMethodHandleDesc handle -> {
                if (handle.lookupDescriptor().startsWith("(")) {
                    call(
                            handle.owner(),
                            handle.methodName(),
                            MethodTypeDesc.ofDescriptor(handle.lookupDescriptor()));
                }
            }
            default -> {
                // Numbers and strings.
            }
        }
    }

    private void call(ClassDesc owner, String name, MethodTypeDesc shape) {
        type(owner);
        types(shape);
        String declared = internalName(owner);
        Method method = new Method(declared, name, shape.descriptorString());
        if (ofLibraries(declared) && seen.add(method)) {
            ahead.push(method);
        }
    }

    private void types(MethodTypeDesc shape) {
        type(shape.returnType());
        shape.parameterList().forEach(this::type);
    }

    private void type(ClassDesc desc) {
        ClassDesc plain = desc;
        while (plain.isArray()) {
            plain = Objects.requireNonNull(plain.componentType());
        }
        if (plain.isPrimitive()) {
            return;
        }
        String name = internalName(plain);
        if (ofLibraries(name) && types.add(name.replace('/', '.'))) {
            Method initializer = new Method(name, "<clinit>", "()V");
            if (seen.add(initializer)) {
                ahead.push(initializer);
            }
        }
    }

    private static String internalName(ClassDesc desc) {
        String descriptor = desc.descriptorString();
        return descriptor.startsWith("L")
                ? descriptor.substring(1, descriptor.length() - 1)
                : descriptor;
    }

    private boolean ofLibraries(String internalName) {
        return packages.stream().anyMatch(internalName::startsWith);
    }

    private Optional<ClassModel> model(String internalName) {
        return models.computeIfAbsent(internalName, LibraryTypes::parse);
    }

    private static Optional<ClassModel> parse(String internalName) {
        try (InputStream in =
                LibraryTypes.class.getResourceAsStream("/" + internalName + ".class")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(ClassFile.of().parse(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
