package org.normaudit.verification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The arrows between modules point one way: autodiff ← reference ← opencl ← verification. Maven
 * keeps a module from its successors; what a module may take from outside, and that packages form
 * no circle, is kept here.
 */
@AnalyzeClasses(packages = "org.normaudit", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String AUTODIFF = "org.normaudit.autodiff..";
  private static final String REFERENCE = "org.normaudit.reference..";
  private static final String OPENCL = "org.normaudit.opencl..";
  private static final String APARAPI = "com.aparapi..";

  @ArchTest
  static final ArchRule AUTODIFF_NEEDS_ONLY_JAVA =
      classes()
          .that()
          .resideInAPackage(AUTODIFF)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", AUTODIFF);

  @ArchTest
  static final ArchRule REFERENCE_NEEDS_ONLY_AUTODIFF =
      classes()
          .that()
          .resideInAPackage(REFERENCE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", AUTODIFF, REFERENCE);

  @ArchTest
  static final ArchRule OPENCL_NEEDS_ONLY_THE_LAYERS_AND_APARAPI =
      classes()
          .that()
          .resideInAPackage(OPENCL)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", AUTODIFF, REFERENCE, OPENCL, APARAPI);

  @ArchTest
  static final ArchRule APARAPI_STAYS_BEHIND_OPENCL =
      noClasses()
          .that()
          .resideOutsideOfPackage(OPENCL)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(APARAPI);

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CIRCLE =
      slices().matching("org.normaudit.(**)").should().beFreeOfCycles();
}
