namespace Palveluohjaus.Guidance.Clients;

/// <summary>
/// One way of finding a client: the name with each of its words in front, or a phone number. Looked up by its beginning, so that an ordinary index
/// on any database serves it; <see cref="SearchKeys"/> makes them.
/// </summary>
internal sealed class ClientSearchKey
{
    public required string Key { get; init; }
    public required Guid ClientId { get; init; }
}

/// <summary>One word that occurs in names, under a key that its misspellings share. Names repeat: a county of half a million has some ten thousand words.</summary>
internal sealed class NameWordKey
{
    public required string Key { get; init; }
    public required string Word { get; init; }
}
