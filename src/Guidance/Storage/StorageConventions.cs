using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>What holds for every table on every provider. Reporting's own context uses the same.</summary>
public static class StorageConventions
{
    private const int EnumNameMaxLength = 40;

    public static void Apply(ModelConfigurationBuilder configuration)
    {
        // Every string states its length where it is mapped; this is only the net under a forgotten one,
        // which on SQL Server would become nvarchar(max) and could not be indexed.
        configuration.Properties<string>().HaveMaxLength(200);
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(EnumNameMaxLength);
        configuration.Properties<DateTime>().HaveConversion<UtcConverter>();

        // An index on every foreign key doubles the cost of storing a contact; each mapping names the indexes its readers need.
        configuration.Conventions.Remove<ForeignKeyIndexConvention>();
    }

    /// <summary>
    /// What holds for SQLite besides, which has neither instants nor identifiers of its own: as text an instant would take 27 bytes and be parsed anew for
    /// every row that is read.
    /// </summary>
    public static void ApplyEmbedded(ModelConfigurationBuilder configuration)
    {
        configuration.DefaultTypeMapping<DateTime>().HasConversion<InstantConverter>();
        configuration.Properties<DateTime>().HaveConversion<InstantConverter>();
        configuration.DefaultTypeMapping<Guid>().HasConversion<IdentifierConverter>();
        configuration.Properties<Guid>().HaveConversion<IdentifierConverter>();
    }

    /// <summary>
    /// SQL Server sorts identifiers by their last bytes first: kept as bytes they come in the order in which they were made, and a new row goes to the end of its table.
    /// Text is compared letter by letter, as the others do; by a language's rules two names would be one here and two there.
    /// </summary>
    public static void ApplySqlServer(ModelConfigurationBuilder configuration)
    {
        configuration.DefaultTypeMapping<Guid>().HasConversion<IdentifierConverter>();
        configuration.Properties<Guid>().HaveConversion<IdentifierConverter>().HaveColumnType("binary(16)");
        configuration.Properties<string>().UseCollation("Latin1_General_100_BIN2");
        configuration.Properties<Enum>().UseCollation("Latin1_General_100_BIN2");
    }

    /// <inheritdoc cref="ApplySqlServer"/>
    public static void ApplyPostgreSql(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<string>().UseCollation("C");
        configuration.Properties<Enum>().UseCollation("C");
    }

    /// <summary>Databases forget that an instant was UTC. A local time handed to storage is our bug, and refused.</summary>
    public sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        instant => Whole(instant),
        stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));

    /// <summary>As a whole number: tenths of microseconds since 1970 began, exact and in order. <c>datetime(DueAtUtc / 10000000, 'unixepoch')</c> reads it in SQL.</summary>
    public sealed class InstantConverter() : ValueConverter<DateTime, long>(
        instant => Whole(instant).Ticks - DateTime.UnixEpoch.Ticks,
        stored => new DateTime(stored + DateTime.UnixEpoch.Ticks, DateTimeKind.Utc));

    /// <summary>As its 16 bytes in the order they are written, so that the database sorts them as we do.</summary>
    public sealed class IdentifierConverter() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), stored => new Guid(stored, true));

    /// <summary>To the microsecond: PostgreSQL keeps no more, and one instant must not be another after a county has moved.</summary>
    private static DateTime Whole(DateTime instant) => instant.Kind == DateTimeKind.Utc
        ? new DateTime(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc)
        : throw new InvalidOperationException($"Only UTC instants are stored; this one is {instant.Kind}.");
}
