using System.Text;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Queues;

namespace Palveluohjaus.Guidance.Tests.Queues;

[TestClass]
public sealed class CasePriorityTests
{
    private static readonly DateTime Now = new(2026, 3, 17, 8, 42, 0, DateTimeKind.Utc);

    [TestMethod]
    public void Every_term_gives_its_points_and_they_add_up()
    {
        // By hand: 25 + 30 × 10/40 = 7.5 + 10 × 0.5 = 5 + 10 + 10 + 6.
        var facts = new PriorityFacts { ReceivedAtUtc = Now.AddDays(-10), DueAtUtc = Now.AddDays(30), Urgency = Urgency.Urgent, Segment = "HUOL", IsCallLate = true, HasAskedAgain = true };

        var priority = CasePriority.Of(facts, PriorityWeights.Shipped, Now);

        Assert.AreEqual(new CasePriority(250, 75, 50, 100, 100, 60), priority);
        Assert.AreEqual(635, priority.TotalTenths);
    }

    [TestMethod]
    public void Nothing_grows_without_end_and_nothing_falls_below_zero()
    {
        var old = new PriorityFacts { ReceivedAtUtc = Now.AddYears(-3), DueAtUtc = Now.AddYears(-2) };
        var dueAtOnce = new PriorityFacts { ReceivedAtUtc = Now.AddHours(-1), DueAtUtc = Now.AddHours(-2) };
        var ahead = new PriorityFacts { ReceivedAtUtc = Now.AddDays(2), DueAtUtc = Now.AddDays(9), Segment = "no such" };

        Assert.AreEqual((450, 150), (CasePriority.Of(old, PriorityWeights.Shipped, Now).DeadlineTenths, CasePriority.Of(old, PriorityWeights.Shipped, Now).WaitingTenths));
        Assert.AreEqual(300, CasePriority.Of(dueAtOnce, PriorityWeights.Shipped, Now).DeadlineTenths, "Due before it came: wholly used.");
        Assert.AreEqual(0, CasePriority.Of(ahead, PriorityWeights.Shipped, Now).TotalTenths);
    }

    [TestMethod]
    public void Who_waits_longer_never_stands_lower_when_all_else_is_the_same()
    {
        var random = new Random(4);
        for (var round = 0; round < 2_000; round++)
        {
            var received = Now.AddMinutes(-random.Next(500_000));
            var due = received.AddMinutes(random.Next(1, 300_000));
            var urgency = (Urgency)random.Next(3);
            var (now, later) = (Facts(), Now.AddMinutes(random.Next(50_000)));

            Assert.IsGreaterThanOrEqualTo(CasePriority.Of(now, PriorityWeights.Shipped, Now).TotalTenths, CasePriority.Of(now, PriorityWeights.Shipped, later).TotalTenths, $"{received:O} {due:O}");

            PriorityFacts Facts() => new() { ReceivedAtUtc = received, DueAtUtc = due, Urgency = urgency };
        }
    }

    [TestMethod]
    [DataRow("", "this is not what the file holds")]
    [DataRow("null", "the file is empty")]
    [DataRow("{\"version\":1,\"urgence\":{}}", "urgence")]
    [DataRow("{\"version\":0,\"urgency\":{\"NotUrgent\":0,\"Urgent\":-1}}", "version: must be", "urgency.Urgent: must be", "urgency.Immediate: must be", "deadline.atDueTime", "flags.CallLate")]
    [DataRow("{\"version\":1,\"urgency\":{\"NotUrgent\":0,\"Urgent\":1,\"Immediate\":2,\"Soon\":1},\"deadline\":{\"atDueTime\":9,\"most\":3},\"waiting\":{\"perDay\":1,\"most\":1},\"segments\":{\"XX\":1},\"flags\":{\"CallLate\":1,\"AskedAgain\":1}}",
        "urgency.Soon: is none of", "segments.XX: is no segment", "deadline.most: must be at least")]
    public void A_countys_own_weights_that_cannot_be_used_are_refused_with_all_that_is_wrong(string json, params string[] told)
    {
        var wrong = Assert.ThrowsExactly<InvalidDataException>(() => PriorityWeights.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), PriorityWeights.FileName));

        foreach (var part in told)
            StringAssert.Contains(wrong.Message, part, StringComparison.Ordinal);
    }
}
