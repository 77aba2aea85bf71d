namespace Palveluohjaus.Guidance.Clients;

/// <summary>How long what is known of a client may be, in characters. The form, the check and the database share these.</summary>
public static class ClientLimits
{
    public const int Name = 100;
    public const int Phones = 3;
    public const int Email = 254;
    public const int StreetAddress = 200;
    public const int PostalCode = 10;
    public const int Place = 60;
    public const int ContactWishes = 300;
    public const int InterpreterLanguage = 40;

    /// <summary>Both names and the space between; a few letters fold into two.</summary>
    public const int FoldedName = (4 * Name) + 1;
}
