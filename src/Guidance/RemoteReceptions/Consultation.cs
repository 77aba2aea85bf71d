namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>What was asked and answered at a remote consultation between professionals. When, how long and about whom is said by its contact.</summary>
public sealed class Consultation
{
    public const int NameMaxLength = 200;
    public const int TextMaxLength = 2000;

    public required Guid ContactId { get; init; }

    /// <summary>The professional who was consulted: a name, and where they work.</summary>
    public required string ConsultedName { get; init; }

    public required string ConsultedProfession { get; init; }
    public required bool ClientTookPart { get; init; }
    public required string Question { get; init; }
    public required string Answer { get; init; }
}
