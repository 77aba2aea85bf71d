using System.Text.Json;
using System.Text.Json.Serialization;

namespace Palveluohjaus.Reporting.WaitingTimes;

/// <summary>A half-year's public statement of waiting times (vanhuspalvelulaki 26 §). A job drafts it; a person publishes it.</summary>
public sealed class WaitingTimesStatement
{
    public const int ContentMaxLength = 200_000;
    public const int PublishedByMaxLength = 100;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The half-year's first day.</summary>
    public required DateOnly FirstDay { get; init; }

    public DateTime DraftedAtUtc { get; private set; }

    /// <summary>As JSON; see <see cref="Read"/>.</summary>
    public string Content { get; private set; } = string.Empty;

    /// <summary>Null while it is a draft.</summary>
    public DateTime? PublishedAtUtc { get; private set; }

    /// <summary>The account of who published it.</summary>
    public string? PublishedBy { get; private set; }

    public int Version { get; private set; }

    public HalfYear HalfYear => HalfYear.Of(FirstDay);

    public bool IsPublished => PublishedAtUtc is not null;

    public WaitingTimesContent Read() => JsonSerializer.Deserialize<WaitingTimesContent>(Content, Json)!;

    /// <returns>Whether anything differs from what it said.</returns>
    public bool Draft(WaitingTimesContent content, DateTime nowUtc)
    {
        if (IsPublished)
            throw new InvalidOperationException("What was published is not drafted again.");
        var written = JsonSerializer.Serialize(content, Json);
        if (written == Content)
            return false;
        (Content, DraftedAtUtc) = (written, nowUtc);
        Version++;
        return true;
    }

    public void Publish(string account, DateTime nowUtc)
    {
        if (IsPublished)
            throw new InvalidOperationException("It is published already.");
        (PublishedAtUtc, PublishedBy) = (nowUtc, account);
        Version++;
    }

    /// <summary>A fault was found in it: it is a draft again, and can be drafted anew.</summary>
    public void TakeBack()
    {
        if (!IsPublished)
            throw new InvalidOperationException("It is a draft.");
        (PublishedAtUtc, PublishedBy) = (null, null);
        Version++;
    }
}
