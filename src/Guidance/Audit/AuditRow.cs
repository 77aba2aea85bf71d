using System.Data.Common;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>The row a reader stands on. Read by hand, because an altered row need not be one that EF could make an entry of.</summary>
internal sealed class AuditRow(DbDataReader reader)
{
    private readonly int _sequence = reader.GetOrdinal(nameof(AuditEntry.Sequence));
    private readonly int _atUtc = reader.GetOrdinal(nameof(AuditEntry.AtUtc));
    private readonly int _actor = reader.GetOrdinal(nameof(AuditEntry.Actor));
    private readonly int _workerId = reader.GetOrdinal(nameof(AuditEntry.WorkerId));
    private readonly int _unitId = reader.GetOrdinal(nameof(AuditEntry.UnitId));
    private readonly int _action = reader.GetOrdinal(nameof(AuditEntry.Action));
    private readonly int _subject = reader.GetOrdinal(nameof(AuditEntry.Subject));
    private readonly int _subjectId = reader.GetOrdinal(nameof(AuditEntry.SubjectId));
    private readonly int _clientId = reader.GetOrdinal(nameof(AuditEntry.ClientId));
    private readonly int _caseId = reader.GetOrdinal(nameof(AuditEntry.CaseId));
    private readonly int _contactId = reader.GetOrdinal(nameof(AuditEntry.ContactId));
    private readonly int _reason = reader.GetOrdinal(nameof(AuditEntry.Reason));
    private readonly int _mac = reader.GetOrdinal(nameof(AuditEntry.Mac));

    public StoredAuditEntry Read()
    {
        var sequence = reader.GetInt64(_sequence);
        return new StoredAuditEntry(sequence, TryReadFields(sequence), reader.GetValue(_mac) as byte[] ?? []);
    }

    private AuditFields? TryReadFields(long sequence)
    {
        try
        {
            return new AuditFields
            {
                Sequence = sequence,
                AtUtc = reader.GetDateTime(_atUtc),
                Actor = reader.GetString(_actor),
                WorkerId = ReadId(_workerId),
                UnitId = ReadId(_unitId),
                Action = reader.GetString(_action),
                Subject = reader.GetString(_subject),
                SubjectId = ReadId(_subjectId),
                ClientId = ReadId(_clientId),
                CaseId = ReadId(_caseId),
                ContactId = ReadId(_contactId),
                Reason = reader.IsDBNull(_reason) ? null : reader.GetString(_reason),
            };
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidCastException or ArgumentException or OverflowException or InvalidOperationException)
        {
            return null;
        }
    }

    private Guid? ReadId(int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);
}

/// <summary>An entry as it was found.</summary>
/// <param name="Sequence">Its key.</param>
/// <param name="Fields">Null when a field holds what no entry can hold.</param>
/// <param name="Mac">Its hash; empty when that is no hash.</param>
internal readonly record struct StoredAuditEntry(long Sequence, AuditFields? Fields, byte[] Mac);
