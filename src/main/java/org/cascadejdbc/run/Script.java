package org.cascadejdbc.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Objects;
import org.cascadejdbc.sql.ForeignKeyDeclaration;
import org.cascadejdbc.sql.ForeignKeyScript;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.ScriptException;
import org.cascadejdbc.text.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A relations file, read; equal where location and content are. Thread-safe.
 *
 * <p>Of one that a URL names only this is told: that it cannot be used. Whether it is there, and its words, are nobody's
 * business who has a URL alone; the logger {@code org.cascadejdbc} tells them at DEBUG.
 */
public final class Script {
    private static final Logger LOG = LoggerFactory.getLogger("org.cascadejdbc");
    /** Sessions read texts by few rules, but strangers choose those of theirs. */
    private static final int MOST_LEXES = 8;

    private final Scripts scripts;
    private final String location;
    /** {@code null} where it cannot be read. */
    private final String text;
    /** All that is told of one that cannot be used; {@code null} where the application itself names it. */
    private final String refusal;
    /** Softly: it is found again. */
    private final Cache<Lexis, List<ForeignKeyDeclaration>> found =
            Caffeine.newBuilder().maximumSize(MOST_LEXES).softValues().executor(Runnable::run).build();

    Script(Scripts scripts, String location, String text, String refusal) {
        this.scripts = scripts;
        this.location = location;
        this.text = text;
        this.refusal = refusal;
    }

    /** Where it was read, as it was named. */
    public String location() {
        return location;
    }

    /** Its content; {@code null} where it could not be read, so that it is worth another look. */
    public String text() {
        return text;
    }

    /** Whether a URL names it. */
    boolean fromUrl() {
        return refusal != null;
    }

    /**
     * The foreign keys that it declares.
     *
     * @throws ScriptException if it cannot be used; with the reason where the application names it
     */
    List<ForeignKeyDeclaration> declarations(Lexis lexis) {
        List<ForeignKeyDeclaration> known = found.getIfPresent(lexis);
        if (known != null) {
            return known;
        }
        return scripts.alone(text == null ? 0 : text.length(), () -> {
            List<ForeignKeyDeclaration> meanwhile = found.getIfPresent(lexis);
            List<ForeignKeyDeclaration> declared = meanwhile == null ? parse(lexis) : meanwhile;
            found.put(lexis, declared);
            return declared;
        });
    }

    private List<ForeignKeyDeclaration> parse(Lexis lexis) {
        if (refusal == null) {
            return ForeignKeyScript.parse(text, location, lexis);
        }
        try {
            List<ForeignKeyDeclaration> declared = text == null ? List.of() : ForeignKeyScript.parse(text, location, lexis);
            if (!declared.isEmpty()) {
                return declared;
            }
        } catch (ScriptException e) {
            LOG.debug("cascade.relations: {}", Shown.text(e.getMessage()));
        }
        throw new ScriptException(refusal);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Script that
                        && location.equals(that.location)
                        && Objects.equals(text, that.text)
                        && Objects.equals(refusal, that.refusal));
    }

    @Override
    public int hashCode() {
        return Objects.hash(location, text, refusal);
    }

    @Override
    public String toString() {
        return Shown.text(location);
    }
}
