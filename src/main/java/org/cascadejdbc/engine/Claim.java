package org.cascadejdbc.engine;

import java.util.List;
import java.util.Optional;

/** Which databases are an engine's, and which only look so. */
public interface Claim {
    /** As {@code cascade.engine} has it. */
    String name();

    /** As it calls itself. */
    String title();

    /**
     * Whether a URL of its drivers, which need not be the application's own, lets them do no more than log in.
     *
     * @param url without {@code jdbc:}
     */
    default boolean isHarmless(String url) {
        return true;
    }

    /**
     * What follows {@code jdbc:} in URLs of its drivers, in lower case, as far as a URL may name them that is not the
     * application's own: only drivers that do nothing before a login.
     */
    List<String> subprotocols();

    /** Whether that product calls itself so. */
    boolean claims(Product product);

    /** The version of that product. */
    default Version version(Product product) {
        return Version.in(product.version());
    }

    /** The first version on which all that we send is known. */
    Version minimum();

    /** A query whose only value tells more of the server than drivers do: asked once for each product. */
    Optional<String> question();

    /**
     * Words, in lower case, by which others tell that they only speak this one's language: in the version, in what {@link
     * #question} gives, or in the driver's name.
     */
    List<String> others();

    /** The engine, of whatever version. */
    Engine engine(Product product);
}
