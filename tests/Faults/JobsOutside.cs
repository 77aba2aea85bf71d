using System.Globalization;
using System.Text.Json;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Reporting.Schedules;
using Palveluohjaus.Testing;
using Palveluohjaus.Testing.PowerBi;

namespace Palveluohjaus.Faults;

/// <summary>What the jobs of one county reach outside its database: a mail server and Power BI, each only where a job needs it.</summary>
internal sealed class JobsOutside : IAsyncDisposable
{
    /// <summary>The table that tells when the others were filled.</summary>
    private const string WhenPushed = "Push";

    private const string EmptiesTable = "Datasets_DeleteRowsInGroup";

    /// <summary>So many tables have been emptied, and all but one of them filled, when the push is held.</summary>
    private const int TablesBefore = 4;

    private SmtpServer? _mail;
    private PowerBiServer? _powerBi;

    public static async Task<JobsOutside> StartAsync(IReadOnlyList<KilledJob> jobs)
    {
        var outside = new JobsOutside();
        if (jobs.Any(job => job.Name == JobCatalogue.WatchDeadlines))
            outside._mail = SmtpServer.Start();
        if (jobs.Any(job => job.Name == JobCatalogue.PushToPowerBi))
            outside._powerBi = await PowerBiServer.StartAsync();
        return outside;
    }

    /// <summary>Makes them known to a node.</summary>
    public void WriteSettings(string dataDirectory)
    {
        if (_mail is not null)
        {
            File.WriteAllText(
                Path.Combine(dataDirectory, MailSettings.FileName),
                JsonSerializer.Serialize(new { Mail = new { Host = "127.0.0.1", _mail.Port, Security = "None", From = "palveluohjaus@county.example", BaseUrl = "https://palveluohjaus.county.example" } }));
        }

        _powerBi?.WriteSettings(dataDirectory);
    }

    /// <summary>Power BI says nothing to the node that has filled some tables and empties the next; whoever asks after that is answered.</summary>
    public void Hold() => _powerBi?.Order(new PowerBiOrder(EmptiesTable, PowerBiFailure.Silence) { After = TablesBefore });

    /// <summary>Whether what is held has come to its middle, and is there still.</summary>
    public bool IsHeld => (_powerBi is null || _powerBi.Requests.Count(request => request.Operation == EmptiesTable) == TablesBefore + 1) && (_mail is null || _mail.Taken.Count > 0);

    /// <summary>What they were told, without what the clock gives each run anew.</summary>
    public IEnumerable<string> Snapshot()
    {
        if (_mail is not null)
        {
            Assert.IsGreaterThan(1, _mail.Taken.Count, "More than one is told, or there is no middle.");
            foreach (var (to, text) in _mail.Taken)
                yield return $"mail to {to}: {text.Split("\r\n").Single(line => line.StartsWith("Subject:", StringComparison.Ordinal))}";
        }

        if (_powerBi is null)
            yield break;
        foreach (var table in _powerBi.Workspace.Dataset(PowerBiServer.Dataset).Tables.Where(table => table.Key != WhenPushed))
            yield return string.Create(CultureInfo.InvariantCulture, $"Power BI: {table.Key} {table.Value.RowCount} {table.Value.Digest}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_mail is not null)
            await _mail.DisposeAsync();
        if (_powerBi is not null)
            await _powerBi.DisposeAsync();
    }
}
