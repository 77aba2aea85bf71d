using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Tests.Facts;

[TestClass]
[TestCategory("database")]
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

    [TestMethod]
    public void The_figures_and_the_page_where_a_case_is_offered_agree_on_what_a_handoff_and_a_return_are()
    {
        var random = new Random(7);
        for (var way = 0; way < 500; way++)
        {
            var units = Enumerable.Range(0, random.Next(8)).Select(_ => new Guid?[] { A, B, C, null }[random.Next(4)]).ToList();

            var stays = CaseWay.Of(units.Select((unit, index) => (unit, DateTime.UnixEpoch.AddDays(index))), DateTime.UnixEpoch.AddDays(9)).Stays;

            var returned = stays.Select(stay => stay.UnitId).Distinct().Count() < stays.Count;
            Assert.AreEqual(MeasureCase.CountHandoffs(units), (Math.Max(0, stays.Count - 1), returned), $"Way {way}: {string.Join(", ", units)}");
        }
    }
}
