using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.Tests.Clients;

[TestClass]
public sealed class NameSpellingTests
{
    [TestMethod]
    public void Words_within_one_edit_share_a_key_and_are_told_from_the_others()
    {
        const int Seed = 3;
        var random = new Random(Seed);
        for (var round = 0; round < 3_000; round++)
        {
            var (one, other) = (Word(), Word());
            var isNear = Distance(one, other) <= 1;

            Assert.AreEqual(isNear, NameSpelling.IsWithinOneEdit(one, other), $"seed {Seed}: {one}, {other}");
            if (isNear)
                Assert.IsTrue(NameSpelling.Keys(one).Intersect(NameSpelling.Keys(other)).Any(), $"seed {Seed}: {one}, {other}");
        }

        string Word() => string.Concat(Enumerable.Range(0, 3 + random.Next(3)).Select(_ => (char)('a' + random.Next(2))));
    }

    [TestMethod]
    [DataRow("christer", "krister")]
    [DataRow("hjalmar", "jalmar")]
    [DataRow("wikstrom", "vikstrom")]
    [DataRow("maekinen", "makinen")]
    [DataRow("alexandra", "aleksandra")]
    public void Words_that_sound_alike_are_alike(string one, string other) => Assert.IsTrue(NameSpelling.IsAlike(one, other));

    [TestMethod]
    [DataRow("ali", "asi")]
    [DataRow("virtanen", "virranmaa")]
    public void Short_words_and_far_ones_are_not(string one, string other) => Assert.IsFalse(NameSpelling.IsAlike(one, other));

    /// <summary>The textbook table: optimal string alignment, one cell at a time.</summary>
    private static int Distance(string one, string other)
    {
        var cells = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cells[i, j] = i + j;
                    continue;
                }

                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                cells[i, j] = Math.Min(Math.Min(cells[i - 1, j] + 1, cells[i, j - 1] + 1), cells[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    cells[i, j] = Math.Min(cells[i, j], cells[i - 2, j - 2] + 1);
            }
        }

        return cells[one.Length, other.Length];
    }
}
