package org.cascadejdbc.physical;

import java.util.List;

/**
 * What is put around a statement that is passed on, so that it fails rather than to let keys change rows of which nobody has
 * asked for that: statements before it and after it. Immutable.
 *
 * @param arm what makes it fail
 * @param disarm what takes that away again, whatever has become of it
 * @param drops whether the statement drops a table that keys reference
 * @param several whether it is several statements in one text
 * @param rollsBack whether one of them undoes what came before, the guard perhaps among it
 */
public record Guard(List<String> arm, List<String> disarm, boolean drops, boolean several, boolean rollsBack) {
    public Guard {
        arm = List.copyOf(arm);
        disarm = List.copyOf(disarm);
    }
}
