package org.normaudit.verification;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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

  private static final String CORE = "org.normaudit.verification.core..";
  private static final String LAB = "org.normaudit.verification.lab..";
  private static final String IO = "org.normaudit.verification.io..";

  /** Cases, subjects, truth, comparison and verdict need no other room. */
  @ArchTest
  static final ArchRule CORE_NEEDS_NO_OTHER_ROOM =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat(inVerificationBut(CORE));

  /** What the audit is tried with and explains by needs the core alone. */
  @ArchTest
  static final ArchRule LAB_NEEDS_THE_CORE_ALONE =
      noClasses()
          .that()
          .resideInAPackage(LAB)
          .should()
          .dependOnClassesThat(inVerificationBut(CORE, LAB));

  /** Protocol and files need the core alone. */
  @ArchTest
  static final ArchRule IO_NEEDS_THE_CORE_ALONE =
      noClasses()
          .that()
          .resideInAPackage(IO)
          .should()
          .dependOnClassesThat(inVerificationBut(CORE, IO));

  private static DescribedPredicate<JavaClass> inVerificationBut(String... rooms) {
    return resideInAPackage("org.normaudit.verification..").and(not(resideInAnyPackage(rooms)));
  }

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CIRCLE =
      slices().matching("org.normaudit.(**)").should().beFreeOfCycles();

  /**
   * Nothing that is written depends on where it is written: Arabic has other digits, German another
   * point, and the lower case of a Turkish I is none.
   */
  @ArchTest
  static final ArchRule LOCALES_ARE_NAMED =
      noClasses()
          .should()
          .callCodeUnitWhere(
              DescribedPredicate.describe(
                  "it takes the machine's locale", ArchitectureTest::takesDefaultLocale));

  private static boolean takesDefaultLocale(JavaCall<?> call) {
    AccessTarget.CodeUnitCallTarget target = call.getTarget();
    List<String> parameters =
        target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
    boolean named = parameters.contains(Locale.class.getName());
    return switch (target.getOwner().getName()) {
      case "java.lang.String" ->
          Set.of("format", "formatted", "toLowerCase", "toUpperCase").contains(target.getName())
              && !named;
      case "java.io.PrintStream", "java.io.PrintWriter", "java.io.Console" ->
          Set.of("format", "printf").contains(target.getName()) && !named;
      case "java.text.NumberFormat",
          "java.text.MessageFormat",
          "java.time.format.DateTimeFormatter" ->
          parameters.contains(String.class.getName()) && !named;
      case "java.util.Formatter", "java.text.DecimalFormat", "java.text.SimpleDateFormat" ->
          target.getName().equals("<init>") && !named;
      default -> false;
    };
  }
}
