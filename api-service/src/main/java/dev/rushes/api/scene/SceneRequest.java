package dev.rushes.api.scene;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a scene.
 *
 * @param sceneNumber takes of one scene share it
 * @param type a word such as intro, main or outro
 */
record SceneRequest(
        @NotBlank @Size(max = 300) String name,
        @Nullable @PositiveOrZero Integer sceneNumber,
        @Nullable
                @Pattern(
                        regexp = "[A-Za-z0-9][A-Za-z0-9_ -]{0,49}",
                        message =
                                "must be a word of at most 50 letters, digits, '_', '-' or spaces")
                String type) {}
