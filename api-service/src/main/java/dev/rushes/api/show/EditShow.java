package dev.rushes.api.show;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.http.JsonBodyReader;
import dev.rushes.common.show.Show;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class EditShow {
    private final JsonBodyReader body;

    EditShow(JsonBodyReader body) {
        this.body = body;
    }

    @Transactional
    ShowView edit(UUID id, @Nullable JsonNode patch) {
        Show show = FindShows.existing(id);
        ShowRequest wanted =
                body.patched(
                        new ShowRequest(show.name, show.description, show.test),
                        patch,
                        ShowRequest.class);
        show.name = wanted.name().strip();
        show.description = wanted.description();
        show.test = Boolean.TRUE.equals(wanted.test());
        Show.flush();
        return ShowView.of(show);
    }
}
