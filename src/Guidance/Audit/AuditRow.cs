using System.Data.Common;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>The row a reader stands on. Read by hand, because an altered row need not be one that EF could make an entry of.</summary>
/// <param name="reader">Of audit entries, whole.</param>
/// <param name="mapped">How the database keeps them.</param>
internal sealed class AuditRow(DbDataReader reader, IEntityType mapped)
{
    private readonly ValueConverter<DateTime, long>? _toInstant = ConverterOf(mapped, nameof(AuditEntry.AtUtc)) as ValueConverter<DateTime, long>;
    private readonly ValueConverter<Guid, byte[]>? _toId = ConverterOf(mapped, nameof(AuditEntry.SubjectId)) as ValueConverter<Guid, byte[]>;
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
                AtUtc = _toInstant is null ? reader.GetDateTime(_atUtc) : _toInstant.ConvertFromProviderTyped((long)reader.GetValue(_atUtc)),
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

    private Guid? ReadId(int column) => reader.IsDBNull(column) ? null
        : _toId is null ? reader.GetGuid(column)
        : _toId.ConvertFromProviderTyped((byte[])reader.GetValue(column));

    private static ValueConverter? ConverterOf(IEntityType mapped, string property) => mapped.FindProperty(property)!.GetTypeMapping().Converter;
}

/// <summary>An entry as it was found.</summary>
/// <param name="Sequence">Its key.</param>
/// <param name="Fields">Null when a field holds what no entry can hold.</param>
/// <param name="Mac">Its hash; empty when that is no hash.</param>
internal readonly record struct StoredAuditEntry(long Sequence, AuditFields? Fields, byte[] Mac);
