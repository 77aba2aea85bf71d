using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Feedback;

/// <summary>
/// Makes and reads links to give feedback by. A link is random, and nothing is kept of it when it is made: it carries the unit, the channel and its last month
/// itself, encrypted, and nothing that leads to a client, a worker or a moment.
/// </summary>
public sealed class FeedbackLinks(IDataProtectionProvider dataProtection, CountyCalendar calendar, TimeProvider clock)
{
    /// <summary>Whole months, so that the end of the time does not tell the day it began.</summary>
    public const int MonthsValid = 3;

    private const int RandomLength = 16;
    private const int GuidLength = 16;
    private const int Length = RandomLength + GuidLength + sizeof(short) + sizeof(int);

    /// <summary>Far longer than any link of ours.</summary>
    private const int LongestRead = 1000;

    private readonly IDataProtector _protector = dataProtection.CreateProtector("Palveluohjaus.FeedbackLink");

    /// <returns>What goes into the address.</returns>
    public string Make(Guid unitId, ContactChannel channel)
    {
        var lastMonth = ThisMonth().AddMonths(MonthsValid);
        var content = new byte[Length];
        RandomNumberGenerator.Fill(content.AsSpan(0, RandomLength));
        unitId.TryWriteBytes(content.AsSpan(RandomLength));
        BinaryPrimitives.WriteInt16LittleEndian(content.AsSpan(RandomLength + GuidLength), (short)channel);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(RandomLength + GuidLength + sizeof(short)), lastMonth.DayNumber);
        return WebEncoders.Base64UrlEncode(_protector.Protect(content));
    }

    /// <returns>Null for what we have not made.</returns>
    public FeedbackLink? Read(string token)
    {
        if (token.Length > LongestRead)
            return null;

        byte[] content;
        try
        {
            content = _protector.Unprotect(WebEncoders.Base64UrlDecode(token));
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            // A forged or a mangled link: which of the two is nobody's business.
            return null;
        }

        if (content.Length != Length)
            return null;
        var lastMonth = DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(RandomLength + GuidLength + sizeof(short))));
        return new FeedbackLink(
            Convert.ToBase64String(SHA256.HashData(content.AsSpan(0, RandomLength))),
            new Guid(content.AsSpan(RandomLength, GuidLength)),
            (ContactChannel)BinaryPrimitives.ReadInt16LittleEndian(content.AsSpan(RandomLength + GuidLength)),
            ThisMonth() > lastMonth);
    }

    private DateOnly ThisMonth()
    {
        var today = calendar.DayOf(clock.GetUtcNow().UtcDateTime);
        return new DateOnly(today.Year, today.Month, 1);
    }
}

/// <summary>What a link says.</summary>
/// <param name="Digest">Of its random part: by this it is known to have been answered.</param>
/// <param name="UnitId">Whose feedback it is.</param>
/// <param name="Channel">Of what.</param>
/// <param name="IsExpired">Whether its last month is over.</param>
public sealed record FeedbackLink(string Digest, Guid UnitId, ContactChannel Channel, bool IsExpired);
