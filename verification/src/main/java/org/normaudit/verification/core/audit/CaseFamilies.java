package org.normaudit.verification.core.audit;

import java.util.List;

/** All families of cases, in the order of the catalogue. */
final class CaseFamilies {
  private static final List<CaseFamily> ALL =
      List.of(
          new ShapeCases(),
          new ConditionCases(),
          new DataCases(),
          new UpstreamCases(),
          new StateCases(),
          new SettingCases(),
          new SampleStatisticsCases(),
          new EmptyBatchCases(),
          new SecondOrderCases(),
          new LongChannelCases(),
          new ExactStatisticsCases(),
          new ScaleCases(),
          new NarrowFormatCases(),
          new ClipCases(),
          new CrossedCases(),
          new NistCases(),
          new ManyValuesCases());

  private CaseFamilies() {}

  /** All families. */
  static List<CaseFamily> all() {
    return ALL;
  }
}
