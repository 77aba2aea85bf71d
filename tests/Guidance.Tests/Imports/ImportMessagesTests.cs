using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Texts;

namespace Palveluohjaus.Guidance.Tests.Imports;

[TestClass]
public sealed class ImportMessagesTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddLocalization().AddSingleton<ImportMessages>().BuildServiceProvider();
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    private ImportMessages Messages => _services.GetRequiredService<ImportMessages>();

    public void Dispose()
    {
        CultureInfo.CurrentUICulture = _before;
        _services.Dispose();
    }

    [TestMethod]
    [DataRow("fi", "Rivi 17, sarake time: ”eilen” ei ole luettava aika. Odotettiin: yyyy-MM-dd.")]
    [DataRow("sv", "Rad 17, kolumn time: ”eilen” är inte en läsbar tid. Väntat: yyyy-MM-dd.")]
    [DataRow("en", "Line 17, column time: 'eilen' is not a readable time. Expected: yyyy-MM-dd.")]
    public void A_bad_row_is_told_with_line_column_and_what_was_expected(string language, string expected)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        Assert.AreEqual(expected, Messages.Of(Row(RowProblem.NotATime, "time")));
    }

    [TestMethod]
    [DataRow("fi")]
    [DataRow("sv-FI")]
    [DataRow("en")]
    public void Everything_that_can_be_wrong_has_a_sentence_in_each_language(string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var sentences = Enum.GetValues<FileProblemKind>().Select(kind => Messages.Of(new FileProblem(kind, "log.csv")))
            .Concat(Enum.GetValues<ProfileProblemKind>().Select(kind => Messages.Of(new ProfileProblem("$", kind))))
            .Concat(Enum.GetValues<RowProblem>().SelectMany(problem => new[] { Messages.Of(Row(problem, "")), Messages.Of(Row(problem, "time")) }))
            .Concat(Enum.GetValues<FindingKind>().Select(kind => Messages.Of(new CaseFinding("c1", kind))))
            .ToList();

        CollectionAssert.AllItemsAreUnique(sentences);
        Assert.IsFalse(sentences.Any(sentence => sentence.Contains("Imports.", StringComparison.Ordinal)), string.Join('\n', sentences));
    }

    [TestMethod]
    [DataRow("fi", "Tiedostoa log.csv ei löydy.")]
    [DataRow("sv", "Filen log.csv finns inte.")]
    [DataRow("en", "There is no file log.csv.")]
    [DataRow("de", "Tiedostoa log.csv ei löydy.")]
    public void A_missing_file_is_told_in_the_users_language_or_else_in_Finnish(string language, string expected)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        Assert.AreEqual(expected, Messages.Of(new FileProblem(FileProblemKind.Missing, "log.csv")));
    }

    [TestMethod]
    [DataRow("sv")]
    [DataRow("en")]
    public void Each_language_has_the_same_keys_and_tells_the_same_values(string language)
    {
        Assert.AreEqual(KeysAndPlaceholders(CultureInfo.InvariantCulture), KeysAndPlaceholders(CultureInfo.GetCultureInfo(language)));
    }

    [TestMethod]
    [DataRow("Päätös – 5 € 👩", "Päätös – 5 € 👩")]
    [DataRow("", "")]
    [DataRow("\u001b[2J\u001b]0;title\u0007", "␛[2J␛]0;title␇")]
    [DataRow("a\r\nb\nc\rd\te\0", "a⏎b⏎c⏎d␉e␀")]
    [DataRow("\u007f\u009b31m", "␡⟨U+009B⟩31m")]
    [DataRow("\u202egpj.exe\u2028\ufeff", "⟨U+202E⟩gpj.exe⏎⟨U+FEFF⟩")]
    [DataRow("\U000e0041", "⟨U+E0041⟩")]
    public void What_is_not_seen_is_shown_as_a_sign(string text, string expected) => Assert.AreEqual(expected, VisibleText.Of(text));

    [TestMethod]
    public void Half_a_character_is_shown_too() => Assert.AreEqual("\u001b\ud800".Replace('\u001b', '␛').Replace('\ud800', '\ufffd'), VisibleText.Of("\u001b\ud800"));

    [TestMethod]
    public void No_message_carries_a_control_character_of_a_file_to_the_terminal()
    {
        const string Hostile = "\u001b[2J\u009b\u202e\r\n";
        var row = new UnreadableRow { LineNumber = 2, Column = Hostile, Problem = RowProblem.UnknownValue, Found = Hostile, Expected = Hostile };
        var messages = Enum.GetValues<FileProblemKind>()
            .Select(kind => Messages.Of(new FileProblem(kind, Hostile) { Column = Hostile, Found = Hostile, Expected = Hostile }))
            .Concat(Enum.GetValues<ProfileProblemKind>().Select(kind => Messages.Of(new ProfileProblem(Hostile, kind, Hostile, Hostile))))
            .Append(Messages.Of(row))
            .Append(Messages.Of(new CaseFinding(Hostile, FindingKind.ClosedBeforeReceived)));

        foreach (var message in messages)
            Assert.IsFalse(message.Any(character => char.IsControl(character) || character == '\u202e'), message);
    }

    private static string KeysAndPlaceholders(CultureInfo culture)
    {
        var texts = new ResourceManager(typeof(GuidanceTexts)).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!;
        var lines = texts.Cast<DictionaryEntry>()
            .Where(text => ((string)text.Key).StartsWith("Imports.", StringComparison.Ordinal))
            .Select(text => $"{text.Key} {string.Join(' ', Regex.Matches((string)text.Value!, "{[0-9]}").Select(match => match.Value).Order(StringComparer.Ordinal))}");
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static QuarantinedRow Row(RowProblem problem, string column) => new()
    {
        Profile = "desk",
        FileName = "log.csv",
        LineNumber = 17,
        RawText = "",
        RowDigest = "",
        Column = column,
        Problem = problem,
        Found = "eilen",
        Expected = "yyyy-MM-dd",
        QuarantinedAtUtc = DateTime.UnixEpoch,
    };
}
