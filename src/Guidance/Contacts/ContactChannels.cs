namespace Palveluohjaus.Guidance.Contacts;

/// <summary>The codes under which channels stand in files, profiles and exports. They never vary by language and never change.</summary>
public static class ContactChannels
{
    private static readonly Dictionary<string, ContactChannel> ByCode =
        Enum.GetValues<ContactChannel>().ToDictionary(Code, StringComparer.Ordinal);

    public static IReadOnlyList<string> Codes { get; } = [.. Enum.GetValues<ContactChannel>().Select(Code)];

    public static string Code(this ContactChannel channel) => channel switch
    {
        ContactChannel.Phone => "phone",
        ContactChannel.Visit => "visit",
        ContactChannel.HomeVisit => "home-visit",
        ContactChannel.VisitElsewhere => "visit-elsewhere",
        ContactChannel.RemoteReception => "remote-reception",
        ContactChannel.Chat => "chat",
        ContactChannel.Message => "message",
        ContactChannel.EForm => "e-form",
        ContactChannel.Letter => "letter",
        ContactChannel.Consultation => "consultation",
        ContactChannel.NetworkMeeting => "network-meeting",
        ContactChannel.Internal => "internal",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "Not a channel."),
    };

    /// <summary>The code of THL – Yhteystapa (koodistopalvelu.kanta.fi, classificationKey 4446, versionKey 5151) that the channel is reported under.</summary>
    public static string ThlCode(this ContactChannel channel) => channel switch
    {
        ContactChannel.Visit => "R10",
        ContactChannel.HomeVisit => "R20",
        ContactChannel.VisitElsewhere => "R41",
        ContactChannel.Phone => "R50",
        ContactChannel.RemoteReception or ContactChannel.Chat => "R52",
        ContactChannel.Message or ContactChannel.EForm => "R56",
        ContactChannel.Consultation => "R60",
        ContactChannel.NetworkMeeting => "R71",
        ContactChannel.Internal => "R72",
        ContactChannel.Letter => "R90",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "Not a channel."),
    };

    /// <summary>Codes are matched exactly, letter case included.</summary>
    public static bool TryParse(string code, out ContactChannel channel) => ByCode.TryGetValue(code, out channel);
}
