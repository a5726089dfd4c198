package org.cascadejdbc.benchmark;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.List;

/** The tables of S5 as entities. */
final class ChainEntities {
    static final List<Class<?>> ALL = List.of(
            T0.class, T1.class, T2.class, T3.class, T4.class, T5.class, T6.class, T7.class,
            T8.class, T9.class, T10.class, T11.class, T12.class, T13.class, T14.class);

    private ChainEntities() {}

    /** What all of them have. */
    @MappedSuperclass
    static class Link {
        @Id
        Integer id;

        String note;
    }

    @Entity
    @Table(name = "t0")
    static class T0 extends Link {
        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T1> children;
    }

    @Entity
    @Table(name = "t1")
    static class T1 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T0 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T2> children;
    }

    @Entity
    @Table(name = "t2")
    static class T2 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T1 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T3> children;
    }

    @Entity
    @Table(name = "t3")
    static class T3 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T2 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T4> children;
    }

    @Entity
    @Table(name = "t4")
    static class T4 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T3 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T5> children;
    }

    @Entity
    @Table(name = "t5")
    static class T5 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T4 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T6> children;
    }

    @Entity
    @Table(name = "t6")
    static class T6 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T5 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T7> children;
    }

    @Entity
    @Table(name = "t7")
    static class T7 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T6 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T8> children;
    }

    @Entity
    @Table(name = "t8")
    static class T8 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T7 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T9> children;
    }

    @Entity
    @Table(name = "t9")
    static class T9 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T8 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T10> children;
    }

    @Entity
    @Table(name = "t10")
    static class T10 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T9 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T11> children;
    }

    @Entity
    @Table(name = "t11")
    static class T11 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T10 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T12> children;
    }

    @Entity
    @Table(name = "t12")
    static class T12 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T11 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T13> children;
    }

    @Entity
    @Table(name = "t13")
    static class T13 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T12 parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<T14> children;
    }

    @Entity
    @Table(name = "t14")
    static class T14 extends Link {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        T13 parent;
    }
}
