package dev.rushes.common.openapi;

import dev.rushes.common.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Schemas that no record of a service stands for. */
final class CommonSchemas {
    private CommonSchemas() {}

    /** JSON that no schema of ours describes. */
    static Schema document() {
        return OASFactory.createSchema()
                .description(
                        "JSON of any form, at most 64 levels deep; a text in it has at most 20,000 characters.");
    }

    /** An answer of RFC 9457. */
    static Schema problem() {
        Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
        Schema fault =
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.OBJECT)
                        .required(List.of("pointer", "detail"))
                        .addProperty(
                                "pointer",
                                described("A JSON pointer into the body, or a parameter's name."))
                        .addProperty("detail", text);
        List<Object> slugs = new ArrayList<>();
        for (ProblemType type : ProblemType.values()) {
            slugs.add(type.uri().toString());
        }
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("An error (RFC 9457).")
                .required(List.of("type", "title", "status", "detail"))
                .addProperty(
                        "type", described("What kind it is; never changes.").enumeration(slugs))
                .addProperty("title", described("The kind in words."))
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", described("What it was this time."))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .description("Every fault of an invalid document.")
                                .items(fault));
    }

    private static Schema described(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
