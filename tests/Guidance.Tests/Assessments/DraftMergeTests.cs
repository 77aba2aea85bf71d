using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Tests.Assessments;

[TestClass]
public sealed class DraftMergeTests
{
    private static readonly string[] Codes = ["a", "b", "c"];

    [TestMethod]
    public void What_only_one_changed_stands_and_only_what_both_changed_differently_is_a_conflict()
    {
        const int Seed = 42;
        var draws = new Random(Seed);
        for (var turn = 0; turn < 500; turn++)
        {
            var (drawn, sent, stored) = (Draw(draws), Draw(draws), Draw(draws));

            var (merged, conflicts) = DraftMerge.Of(drawn, sent, stored);

            foreach (var code in Codes)
            {
                var (was, mine, theirs) = (Rating(drawn, code), Rating(sent, code), Rating(stored, code));
                var isConflict = mine != was && theirs != was && mine != theirs;
                Assert.AreEqual(isConflict, conflicts.Any(conflict => conflict.Code == code), $"seed {Seed}, turn {turn}, {code}");
                Assert.AreEqual(mine == was || isConflict ? theirs : mine, Rating(merged, code), $"seed {Seed}, turn {turn}, {code}");
            }
        }
    }

    [TestMethod]
    public void A_step_and_a_need_reason_of_two_are_both_kept()
    {
        var drawn = DraftContent.Empty with { RedFlags = [new RaisedFlag(RedFlagKind.Violence, null)] };
        var sent = drawn with { RedFlags = [new RaisedFlag(RedFlagKind.Violence, "Soitettu")], NeedReasons = [NeedReason.Housing] };
        var stored = drawn with { RedFlags = [.. drawn.RedFlags, new RaisedFlag(RedFlagKind.SelfHarm, "Arvioitu")], NeedReasons = [NeedReason.Finances] };

        var (merged, conflicts) = DraftMerge.Of(drawn, sent, stored);

        Assert.IsEmpty(conflicts);
        CollectionAssert.AreEqual(new[] { new RaisedFlag(RedFlagKind.Violence, "Soitettu"), new RaisedFlag(RedFlagKind.SelfHarm, "Arvioitu") }, merged.RedFlags.ToArray());
        CollectionAssert.AreEqual(new[] { NeedReason.Housing, NeedReason.Finances }, merged.NeedReasons.ToArray());
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("not json")]
    [DataRow("[1,2]")]
    [DataRow("null")]
    [DataRow("{\"answers\":null}")]
    public void What_a_browser_sends_as_drawn_may_be_anything(string? text)
    {
        var read = DraftContent.Read(text);

        Assert.IsEmpty(read.Answers);
    }

    [TestMethod]
    public void What_was_drawn_comes_back_as_it_was()
    {
        var content = new DraftContent { Answers = new Dictionary<string, int> { ["need.health"] = 2 }, NeedReasons = [NeedReason.Housing], RedFlags = [new RaisedFlag(RedFlagKind.Violence, "\"Ä\"")] };

        Assert.IsTrue(content.IsSameAs(DraftContent.Read(content.Write())));
    }

    private static DraftContent Draw(Random draws) => new()
    {
        Answers = Codes.Where(_ => draws.Next(3) > 0).ToDictionary(code => code, _ => draws.Next(3)),
    };

    private static int? Rating(DraftContent content, string code) => content.Answers.TryGetValue(code, out var rating) ? rating : null;
}
