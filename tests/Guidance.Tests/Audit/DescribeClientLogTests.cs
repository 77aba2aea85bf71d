using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Audit;

[TestClass]
[TestCategory("database")]
public sealed partial class DescribeClientLogTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
    private static readonly IStringLocalizer<GuidanceTexts> Texts = Services.GetRequiredService<IStringLocalizer<GuidanceTexts>>();

    public DescribeClientLogTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fi-FI");

    [TestMethod]
    [DataRow("Log a contact", "yhteydenoton kirjaaminen")]
    [DataRow("Clients compared; DataCorrection", "asiakkaiden vertailu; tietojen korjaaminen")]
    [DataRow("Clients merged; DataCorrection: ClientMerge 0199d2a0-0000-7000-8000-000000000000", "asiakkaiden yhdistäminen; tietojen korjaaminen; koski: yhdistäminen")]
    [DataRow("StatedGround; ClientsRequest", "peruste annettu; asiakkaan pyyntö")]
    [DataRow("Client page; ClientInTouch; ProtectedDetails", "Client page; asiakas on yhteydessä; turvakiellon alaiset tiedot näytettiin")]
    [DataRow("Client page: StreetAddress, Phones, Shoe", "Client page; koski: Osoite, Puhelin, Shoe")]
    [DataRow("The client's log report; special reason accepted", "asiakkaan lokitiedot; erityinen syy hyväksytty")]
    [DataRow("Something nobody foresaw", "Something nobody foresaw")]
    [DataRow("", "ei kirjattu")]
    [DataRow(null, "ei kirjattu")]
    public void A_ground_is_said_in_words_and_an_unknown_one_as_it_stands(string? reason, string expected) =>
        Assert.AreEqual(expected, Describe().Why(Row(reason)));

    [TestMethod]
    public void A_case_and_a_contact_are_said_by_their_days()
    {
        var row = Row(reason: null) with
        {
            CaseId = Guid.NewGuid(),
            CaseReceivedAtUtc = new DateTime(2026, 3, 9, 22, 30, 0, DateTimeKind.Utc),
            ContactId = Guid.NewGuid(),
            ContactStartedAtUtc = new DateTime(2026, 3, 17, 8, 31, 0, DateTimeKind.Utc),
        };

        Assert.AreEqual("yhteydenotto 17.3.2026; asia, vireille 10.3.2026", Describe().Why(row));
        Assert.AreEqual("yhteydenotto; asia", Describe().Why(row with { CaseReceivedAtUtc = null, ContactStartedAtUtc = null }));
        Assert.AreEqual("Katselu: asiakkaan tiedot", Describe().What(row));
        Assert.AreEqual("Katselu: Mystery", Describe().What(row with { Subject = "Mystery" }));
    }

    [TestMethod]
    public void Every_purpose_of_ours_has_words()
    {
        foreach (var purpose in typeof(AuditReasons).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral))
        {
            Assert.AreEqual(purpose.Name, AuditReasons.NameOf((string)purpose.GetRawConstantValue()!));
            Assert.IsFalse(Texts[$"AuditReason.{purpose.Name}"].ResourceNotFound, purpose.Name);
        }
    }

    [TestMethod]
    public void Everything_an_entry_can_be_about_has_a_name()
    {
        var source = Directory.EnumerateFiles(Path.Combine(SharedData.FindRepository(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) is not ("AuditEntry.cs" or "WriteAudit.cs" or "AuditAdministration.cs") && !path.Contains("Migrations", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        var calls = source.SelectMany(text => CallPattern().Matches(text)).ToList();
        var subjects = source.SelectMany(text => WrittenPattern().Matches(text)).Concat(calls).Select(match => match.Groups["subject"].Value).Where(subject => subject.Length > 0).Distinct().ToList();

        Assert.IsGreaterThan(20, subjects.Count);
        Assert.IsEmpty(calls.Where(call => !call.Groups["subject"].Success), "An entry whose subject cannot be read here is not known to have a name.");
        Assert.IsEmpty(subjects.Where(subject => Texts[$"AuditSubject.{subject}"].ResourceNotFound), string.Join(", ", subjects));
    }

    [GeneratedRegex("(?:AuditOf|AuditEntry\\.Of|\\.NoteAsync)\\((?:[^,]+,\\s*nameof\\((?<subject>\\w+)\\))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CallPattern();

    [GeneratedRegex("new AuditEntry\\b[^;]*?\\bSubject = (?:nameof\\(|\")(?<subject>\\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WrittenPattern();

    private static DescribeClientLog Describe() => new(Texts, CountyCalendar.Helsinki);

    private static ClientLogRow Row(string? reason) => new()
    {
        AtUtc = new DateTime(2026, 3, 17, 8, 42, 0, DateTimeKind.Utc),
        Actor = "sanna",
        WorkerName = "Sanna Koivu",
        Unit = null,
        Action = AuditAction.Read,
        Subject = "Client",
        CaseId = null,
        CaseReceivedAtUtc = null,
        ContactId = null,
        ContactStartedAtUtc = null,
        Reason = reason,
    };
}
