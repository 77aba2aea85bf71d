using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Palveluohjaus.Guidance.Handoffs;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>Notes which tables the server's commands name, so that a test can tell whose data a request touched.</summary>
internal sealed partial class ClientDataWatch : DbCommandInterceptor
{
    /// <summary>Tables with a row about a client, or about what happened to one.</summary>
    public static readonly IReadOnlySet<string> ClientTables = new HashSet<string>(StringComparer.Ordinal)
    {
        "Clients", "ClientContactDetails", "ClientConsents", "ClientRelations", "ClientChanges", "ClientMerges", "ClientMergeMoves", "ClientSearchKeys", "StatedGrounds",
        "Contacts", "Cases", "CaseEvents", "CaseAssignments", "Assessments", "SegmentDecisions", "ScoredClients", "QuarantinedRows",
        "AssessmentDrafts", "SecondOpinions", "RemoteReceptions", "Consultations", "ContactSenders", "ResponsibleWorkers", "CaseDeadlines", "DeadlinePauses", "DeadlineWarnings", "Handoffs", "JointMeetings", "NeedsAssessments", "Referrals", "ReferralSteps", "Interventions", "InterventionEntries",
        "RemovedClients", "RemovedAnonymousCases", "RemovedCases",
    };

    /// <summary>All others.</summary>
    public static readonly IReadOnlySet<string> OtherTables = new HashSet<string>(StringComparer.Ordinal)
    {
        "Counties", "Municipalities", "Units", "Workers", "UnitMemberships", "Accounts", "AccountTokens", "AccountSessions", "OneTimeLinks",
        "AuditEntries", "AuditChainHeads", "ImportRuns", "ImportFindings", "NameWordKeys", "SendingSystems", "FeedbackAnswers",
        "Absences", "DutyTurns", "UnitCapacities", "GuidanceServices", "WarningMailState", "DeadlineForecasts", "DeadlineForecastBins", "DeadlineForecastRules", "DeadlineForecastCells", "DeadlineForecastLoads", "ModelWatchRuns", "ModelWatchFindings",
    };

    private readonly ConcurrentBag<string> _tables = [];

    /// <summary>The tables named since the last time this was asked.</summary>
    public IReadOnlySet<string> TakeTables()
    {
        var taken = _tables.ToHashSet(StringComparer.Ordinal);
        _tables.Clear();
        return taken;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Note(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return ValueTask.FromResult(result);
    }

    private void Note(DbCommand command)
    {
        // What is only counted, and hidden where it is little, tells of nobody.
        if (command.CommandText.StartsWith($"-- {CountHandoffReasons.Tag}", StringComparison.Ordinal) && command.CommandText.Contains("GROUP BY", StringComparison.Ordinal))
            return;
        // The menu's count of one's own work tells of nobody.
        if (command.CommandText.StartsWith($"-- {CountOwnWork.Tag}", StringComparison.Ordinal) && command.CommandText.Contains("SELECT COUNT(*)", StringComparison.Ordinal))
            return;
        foreach (Match match in TableName().Matches(command.CommandText))
            _tables.Add(match.Groups[1].Value);
    }

    [GeneratedRegex("(?:FROM|JOIN|INTO|UPDATE) \"(\\w+)\"")]
    private static partial Regex TableName();
}
