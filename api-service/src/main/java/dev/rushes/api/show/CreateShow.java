package dev.rushes.api.show;

import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Show;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

@ApplicationScoped
class CreateShow {
    private final EntityManager database;
    private final Caller caller;

    CreateShow(EntityManager database, Caller caller) {
        this.database = database;
        this.caller = caller;
    }

    @Transactional
    ShowView create(ShowRequest request) {
        // Whose token names shows would not see the new one.
        caller.mustSeeAllShows();
        Show show = new Show();
        show.name = request.name().strip();
        show.description = request.description();
        show.test = Boolean.TRUE.equals(request.test());
        show.persistAndFlush();
        // The status is the database's to set.
        database.refresh(show);
        return ShowView.of(show);
    }
}
