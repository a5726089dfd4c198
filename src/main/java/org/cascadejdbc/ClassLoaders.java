package org.cascadejdbc;

import java.util.LinkedHashSet;
import java.util.Set;

/** Where classes and resources of the application are looked for. */
final class ClassLoaders {
    private ClassLoaders() {}

    /** The thread's context loader, then ours: a server may give an application its own, or us to all of them. */
    static Set<ClassLoader> both() {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(Thread.currentThread().getContextClassLoader());
        loaders.add(ClassLoaders.class.getClassLoader());
        loaders.remove(null);
        return loaders;
    }
}
