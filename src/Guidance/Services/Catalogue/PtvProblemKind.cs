namespace Palveluohjaus.Guidance.Services.Catalogue;

/// <summary>Why nothing of a file, or of a page of the catalogue's address, was taken in. Its sentence is in the texts, under <c>Services.Import.Problem.{Kind}</c>.</summary>
public enum PtvProblemKind
{
    NotThere,
    CannotRead,
    NotJson,

    /// <summary>It is JSON until it ends in the middle.</summary>
    CutShort,

    /// <summary>It is JSON, and neither a page of services nor a list of them.</summary>
    NotServices,

    /// <summary>One service of it is larger than any service is.</summary>
    TooLarge,

    /// <summary>Another import or a colleague changed the same services at the same moment.</summary>
    ChangedMeanwhile,

    /// <summary>The address did not answer in time, or answered with a fault, each time it was asked.</summary>
    NoAnswer,

    /// <summary>The address refused the request; asking again would not help.</summary>
    Refused,

    /// <summary>The address says it has more pages than any catalogue has.</summary>
    TooManyPages,

    /// <summary>The address answered with another page than was asked for.</summary>
    WrongPage,
}
