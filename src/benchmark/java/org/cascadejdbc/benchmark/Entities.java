package org.cascadejdbc.benchmark;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.List;

/** The tables of S1, S2 and S3 as entities. Deletions cascade from a parent to its collections, as usual. */
final class Entities {
    static final List<Class<?>> FAMILY = List.of(Parent.class, Child.class, Grandchild.class);
    static final List<Class<?>> DIAMOND = List.of(A.class, B.class, C.class, D.class);

    private Entities() {}

    @Entity
    @Table(name = "parent")
    static class Parent {
        @Id
        Integer id;

        int batch;

        String note;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.REMOVE)
        List<Child> children;
    }

    @Entity
    @Table(name = "child")
    static class Child {
        @Id
        Integer id;

        String note;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "parent_id")
        Parent parent;

        @OneToMany(mappedBy = "child", cascade = CascadeType.REMOVE)
        List<Grandchild> children;
    }

    @Entity
    @Table(name = "grandchild")
    static class Grandchild {
        @Id
        Integer id;

        String note;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "child_id")
        Child child;
    }

    @Entity
    @Table(name = "a")
    static class A {
        @Id
        Integer id;

        String note;

        @OneToMany(mappedBy = "a", cascade = CascadeType.REMOVE)
        List<B> bs;

        @OneToMany(mappedBy = "a", cascade = CascadeType.REMOVE)
        List<C> cs;
    }

    @Entity
    @Table(name = "b")
    static class B {
        @Id
        Integer id;

        String note;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "a_id")
        A a;

        @OneToMany(mappedBy = "b", cascade = CascadeType.REMOVE)
        List<D> ds;
    }

    @Entity
    @Table(name = "c")
    static class C {
        @Id
        Integer id;

        String note;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "a_id")
        A a;

        @OneToMany(mappedBy = "c", cascade = CascadeType.REMOVE)
        List<D> ds;
    }

    @Entity
    @Table(name = "d")
    static class D {
        @Id
        Integer id;

        String note;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "b_id")
        B b;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "c_id")
        C c;
    }
}
