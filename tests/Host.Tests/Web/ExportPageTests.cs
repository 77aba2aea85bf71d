using System.IO.Compression;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Host.Tests.Web;

[TestClass]
public sealed class ExportPageTests
{
    private const int Cases = 400;
    private const int EventsOfCase = 60;

    [TestMethod]
    public async Task A_download_cut_off_half_way_ends_at_once_and_leaves_nothing_open()
    {
        var stopped = new AuditHeard(AuditReasons.ExportStopped);
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Anna, configure: services => services.ConfigureDbContext<SqliteGuidanceDbContext>(database => database.AddInterceptors(stopped)));
        await AddCasesAsync(app);

        // Far more than what the system takes in on its own: the server is in the midst of it when nobody reads any more.
        using (var cut = await DownloadAsync(app, HttpCompletionOption.ResponseHeadersRead, ("what", "xes")))
        {
            Assert.AreEqual(HttpStatusCode.OK, cut.StatusCode);
            await using var body = await cut.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[10_000]);
        }

        var told = await stopped.Heard.WaitAsync(TimeSpan.FromMinutes(1));
        var rows = int.Parse(told.Split(' ')[told.Split(' ').IndexOf("events") - 1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.IsLessThan(Cases * EventsOfCase, rows, told);

        // Neither the database nor the page waits for the one that was cut.
        await app.ReadAsync(async guidance => { guidance.Add(NewUnit("after")); return await guidance.SaveChangesAsync(); });
        using var second = await DownloadAsync(app, HttpCompletionOption.ResponseContentRead, ("what", "csv"), ("compressed", "on"));
        await using var unpacked = new GZipStream(await second.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        var lines = (await new StreamReader(unpacked).ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount((Cases * EventsOfCase) + 1, lines);
        var audit = await app.ReadAsync(guidance => guidance.AuditEntries.Where(entry => entry.Action == AuditAction.Export).OrderBy(entry => entry.Sequence).Select(entry => new { entry.Actor, entry.Reason, entry.SubjectId }).ToListAsync());
        Assert.AreEqual(
            "Export begun: xes, …–…, for knowledge-management, key 2026-03 | " + told + " | Export begun: csv, …–…, for knowledge-management, key 2026-03 | "
                + $"Event log exported: csv, {Cases * EventsOfCase} events of {Cases} cases, …–…, for knowledge-management, key 2026-03",
            string.Join(" | ", audit.Select(entry => entry.Reason)));
        Assert.IsTrue(audit.All(entry => entry.Actor == DeskDatabase.Anna));
        Assert.AreEqual(audit[0].SubjectId, audit[1].SubjectId);
        Assert.AreNotEqual(audit[0].SubjectId, audit[2].SubjectId);
    }

    [TestMethod]
    public async Task What_cannot_be_exported_comes_back_in_words_and_nothing_is_sent_or_told()
    {
        await using var app = await PalveluohjausApp.StartAsync(account: DeskDatabase.Anna);
        foreach (var (field, value) in ((string, string)[])[("what", "nonsense"), ("from", "2026-02-30"), ("to", "x"), ("source", "nowhere"), ("key-period", "for ever"), ("purpose", "transfer")])
        {
            using var answer = await DownloadAsync(app, HttpCompletionOption.ResponseContentRead, ("what", "csv"), (field, value));

            Assert.AreEqual(HttpStatusCode.SeeOther, answer.StatusCode, field);
            StringAssert.Contains(answer.Headers.Location!.ToString(), $"problem={field}", StringComparison.Ordinal);
            Assert.IsNull(answer.Content.Headers.ContentDisposition);
            StringAssert.Contains(await PageForms.OpenAsync(app.Browser, answer.Headers.Location.ToString()), "aria-invalid=\"true\"", StringComparison.Ordinal);
        }

        Assert.AreEqual(0, await app.ReadAsync(guidance => guidance.AuditEntries.CountAsync(entry => entry.Action == AuditAction.Export)));
    }

    private static async Task<HttpResponseMessage> DownloadAsync(PalveluohjausApp app, HttpCompletionOption completion, params (string Name, string? Value)[] fields)
    {
        var page = await app.Browser.GetStringAsync(new Uri("/exports", UriKind.Relative));
        var form = page[page.IndexOf("action=\"/exports/download\"", StringComparison.Ordinal)..];
        var token = form[(form.IndexOf("value=\"", StringComparison.Ordinal) + 7)..];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/exports/download")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", (string?)token[..token.IndexOf('"', StringComparison.Ordinal)]), .. fields.GroupBy(field => field.Name).Select(field => KeyValuePair.Create(field.Key, field.Last().Value))]),
        };
        return await app.Browser.SendAsync(request, completion);
    }

    private static Task<int> AddCasesAsync(PalveluohjausApp app) => app.ReadAsync(async guidance =>
    {
        var unit = NewUnit("before");
        guidance.Add(unit);
        var received = new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);
        for (var index = 0; index < Cases; index++)
        {
            var made = new GuidanceCase { Source = GuidanceCase.OwnSource, Channel = ContactChannel.Phone, ReceivedAtUtc = received };
            guidance.Add(made);
            guidance.AddRange(Enumerable.Range(0, EventsOfCase).Select(number => new CaseEvent { CaseId = made.Id, Kind = CaseEventKind.Imported, Activity = new string('a', 90), OccurredAtUtc = received.AddMinutes(number), RecordedAtUtc = received, UnitId = unit.Id }));
        }

        return await guidance.SaveChangesAsync();
    });

    private static Unit NewUnit(string code) => new() { Source = GuidanceCase.OwnSource, Code = code, NameFi = code, NameSv = code, NameEn = code };

    /// <summary>Hears of the first entry of a kind that is saved.</summary>
    private sealed class AuditHeard(string reason) : SaveChangesInterceptor
    {
        private readonly TaskCompletionSource<string> _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string? _seen;

        public Task<string> Heard => _heard.Task;

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            _seen ??= eventData.Context!.ChangeTracker.Entries<AuditEntry>().Select(entry => entry.Entity.Reason).FirstOrDefault(each => each?.StartsWith(reason, StringComparison.Ordinal) is true);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (_seen is { } seen)
                _heard.TrySetResult(seen);
            return ValueTask.FromResult(result);
        }
    }
}
