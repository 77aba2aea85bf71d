using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Bench;

/// <summary>
/// The rows of contacts that were just logged, inserted again under new keys by prepared commands and nothing else: a case, its contact, its two
/// events, the audit entry and the audit head's advance, one transaction for each contact, every commit waited for.
/// </summary>
internal static class BareInserts
{
    private const int Templates = 500;

    /// <returns>Contacts a second.</returns>
    public static double Measure(string path, TimeSpan length)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
        var rows = ReadTemplates(connection);
        var sequence = (long)Scalar(connection, "SELECT MAX(Sequence) FROM AuditEntries");
        var eventSequence = (long)Scalar(connection, "SELECT MAX(Sequence) FROM CaseEvents");
        using var insertCase = new PreparedInsert(connection, "Cases");
        using var insertContact = new PreparedInsert(connection, "Contacts");
        using var insertEvent = new PreparedInsert(connection, "CaseEvents");
        using var insertAudit = new PreparedInsert(connection, "AuditEntries");
        using var advance = connection.CreateCommand();
        advance.CommandText = "UPDATE AuditChainHeads SET Entries = $entries, LastMac = $mac, Mac = $mac WHERE ChainId = 0";
        var entries = advance.Parameters.Add("$entries", SqliteType.Integer);
        var mac = advance.Parameters.Add("$mac", SqliteType.Blob);
        entries.Value = 0L;
        mac.Value = new byte[32];
        advance.Prepare();

        var (done, watch) = (0, Stopwatch.StartNew());
        for (; watch.Elapsed < length; done++)
        {
            var template = rows[done % rows.Count];
            var (caseId, contactId) = (NewId(), NewId());
            using var transaction = connection.BeginTransaction();
            insertCase.Run(transaction, template.Case, ("Id", caseId));
            insertContact.Run(transaction, template.Contact, ("Id", contactId), ("CaseId", caseId), ("SubmissionKey", NewId()));
            foreach (var each in template.Events)
                insertEvent.Run(transaction, each, ("Sequence", ++eventSequence), ("CaseId", caseId), ("ContactId", contactId));
            insertAudit.Run(transaction, template.Audit, ("Sequence", ++sequence), ("SubjectId", contactId), ("ContactId", contactId), ("CaseId", caseId));
            entries.Value = sequence;
            advance.Transaction = transaction;
            advance.ExecuteNonQuery();
            transaction.Commit();
        }

        return done / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The same rows again through the product's own storage, without HTTP and without looking anything up: what EF Core itself takes.</summary>
    /// <returns>Contacts a second.</returns>
    public static async Task<double> MeasureStorageAsync(IServiceProvider product, TimeSpan length)
    {
        List<(GuidanceCase Case, Contact Contact)> templates;
        await using (var scope = product.CreateAsyncScope())
        {
            var guidance = scope.ServiceProvider.GetRequiredService<GuidanceDbContext>();
            templates = [.. (await (
                from contact in guidance.Contacts.AsNoTracking()
                join each in guidance.Cases.AsNoTracking() on contact.CaseId equals each.Id
                where contact.SubmissionKey != null && contact.OpensCase && contact.Outcome == ContactOutcome.SolvedHere
                orderby contact.Id
                select new { each, contact }).Take(Templates).ToListAsync()).Select(found => (found.each, found.contact))];
        }

        var (done, watch) = (0, Stopwatch.StartNew());
        for (; watch.Elapsed < length; done++)
        {
            // As a request does it: a context of its own.
            await using var scope = product.CreateAsyncScope();
            var guidance = scope.ServiceProvider.GetRequiredService<GuidanceDbContext>();
            var (oldCase, old) = templates[done % templates.Count];
            await using var transaction = await guidance.Database.BeginTransactionAsync();
            var opened = guidance.Add(new GuidanceCase
            {
                ClientId = oldCase.ClientId,
                Source = oldCase.Source,
                Theme = oldCase.Theme,
                Channel = oldCase.Channel,
                ServiceLanguage = oldCase.ServiceLanguage,
                LifeStage = oldCase.LifeStage,
                MunicipalityCode = oldCase.MunicipalityCode,
                ReceivedAtUtc = oldCase.ReceivedAtUtc,
            }.AssignTo(oldCase.ResponsibleUnitId, oldCase.ResponsibleWorkerId)).Entity;
            var contact = guidance.Add(new Contact
            {
                CaseId = opened.Id,
                ClientId = old.ClientId,
                OpensCase = true,
                Initiator = old.Initiator,
                Channel = old.Channel,
                StartedAtUtc = old.StartedAtUtc,
                HandlingTimeMinutes = old.HandlingTimeMinutes,
                ServiceLanguage = old.ServiceLanguage,
                Themes = old.Themes,
                Urgency = old.Urgency,
                Outcome = old.Outcome,
                Note = old.Note,
                MunicipalityCode = old.MunicipalityCode,
                UnitId = old.UnitId,
                WorkerId = old.WorkerId,
                SubmissionKey = Guid.NewGuid(),
                SubmissionDigest = old.SubmissionDigest,
                RecordedAtUtc = old.RecordedAtUtc,
            }).Entity;
            foreach (var kind in (CaseEventKind[])[CaseEventKind.ContactLogged, CaseEventKind.Closed])
                guidance.Add(new CaseEvent { CaseId = opened.Id, Kind = kind, OccurredAtUtc = old.StartedAtUtc, RecordedAtUtc = old.RecordedAtUtc, UnitId = old.UnitId, WorkerId = old.WorkerId, ContactId = contact.Id });
            guidance.Add(AuditEntry.Of(AuditAction.Create, nameof(Contact), contact.Id, contact.ClientId, new Actor("bench"), "Bench", old.RecordedAtUtc));
            await guidance.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        return done / watch.Elapsed.TotalSeconds;
    }

    private static List<LoggedRows> ReadTemplates(SqliteConnection connection) =>
    [
        .. Read(connection, $"SELECT * FROM Contacts WHERE SubmissionKey IS NOT NULL AND OpensCase = 1 AND Outcome = 'SolvedHere' LIMIT {Templates}").Select(contact => new LoggedRows(
            Read(connection, "SELECT * FROM Cases WHERE Id = $id", contact["CaseId"]).Single(),
            contact,
            Read(connection, "SELECT * FROM CaseEvents WHERE ContactId = $id", contact["Id"]),
            Read(connection, "SELECT * FROM AuditEntries WHERE ContactId = $id AND Action = 'Create'", contact["Id"]).First()))
            .Where(rows => rows.Events.Count == 2),
    ];

    private static List<Dictionary<string, object>> Read(SqliteConnection connection, string sql, object? id = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (id is not null)
            command.Parameters.AddWithValue("$id", id);
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object>>();
        while (reader.Read())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetValue, StringComparer.Ordinal));
        return rows;
    }

    private static object Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>In order of time, as the product's own.</summary>
    private static byte[] NewId() => Guid.CreateVersion7().ToByteArray(bigEndian: true);

    private sealed record LoggedRows(Dictionary<string, object> Case, Dictionary<string, object> Contact, List<Dictionary<string, object>> Events, Dictionary<string, object> Audit);

    private sealed class PreparedInsert : IDisposable
    {
        private readonly SqliteCommand _command;
        private readonly List<(string Column, SqliteParameter Parameter)> _parameters;

        public PreparedInsert(SqliteConnection connection, string table)
        {
            var columns = Read(connection, $"SELECT name FROM pragma_table_info('{table}')").ConvertAll(row => (string)row["name"]);
            _command = connection.CreateCommand();
            _command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", columns.Select(column => $"${column}"))})";
            _parameters = columns.ConvertAll(column => (column, _command.Parameters.AddWithValue($"${column}", DBNull.Value)));
        }

        public void Run(SqliteTransaction transaction, Dictionary<string, object> row, params ReadOnlySpan<(string Column, object Value)> changes)
        {
            _command.Transaction = transaction;
            foreach (var (column, parameter) in _parameters)
                parameter.Value = row[column];
            foreach (var (changed, value) in changes)
                _parameters.Find(each => each.Column == changed).Parameter.Value = value;
            _command.ExecuteNonQuery();
        }

        public void Dispose() => _command.Dispose();
    }
}
