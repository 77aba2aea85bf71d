using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Tests.Facts;

[TestClass]
public sealed class HandoffTests
{
    private static readonly Guid A = new("aaaaaaaa-0000-0000-0000-000000000000");
    private static readonly Guid B = new("bbbbbbbb-0000-0000-0000-000000000000");
    private static readonly Guid C = new("cccccccc-0000-0000-0000-000000000000");

    [TestMethod]
    public void A_case_without_events_was_never_handed_off() => Assert.AreEqual((0, false), MeasureCase.CountHandoffs([]));

    [TestMethod]
    public void Staying_in_a_unit_is_not_a_handoff() => Assert.AreEqual((0, false), MeasureCase.CountHandoffs([A, A, A]));

    [TestMethod]
    public void Each_change_of_unit_is_a_handoff() => Assert.AreEqual((2, false), MeasureCase.CountHandoffs([A, B, B, C]));

    [TestMethod]
    public void Coming_back_to_an_earlier_unit_is_ping_pong() => Assert.AreEqual((2, true), MeasureCase.CountHandoffs([A, B, A]));

    [TestMethod]
    public void An_event_without_a_unit_does_not_part_the_units_around_it() => Assert.AreEqual((0, false), MeasureCase.CountHandoffs([A, null, A]));

    [TestMethod]
    public void A_unit_known_only_later_is_the_first_one() => Assert.AreEqual((0, false), MeasureCase.CountHandoffs([null, null, A]));
}
