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
        ContactChannel.RemoteReception => "remote-reception",
        ContactChannel.Chat => "chat",
        ContactChannel.Message => "message",
        ContactChannel.EForm => "e-form",
        ContactChannel.Letter => "letter",
        ContactChannel.Internal => "internal",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "Not a channel."),
    };

    /// <summary>Codes are matched exactly, letter case included.</summary>
    public static bool TryParse(string code, out ContactChannel channel) => ByCode.TryGetValue(code, out channel);
}
