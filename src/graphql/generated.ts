// Made from schema.graphql by `npm run generate`; edits are lost.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Image as ImageRow, Model as ModelRow, Category as CategoryRow, Detection as DetectionRow } from '../store/prisma/client.ts';
import type { RunParent, BoxParent, ImageListing, RunListing, DetectionListing, CountParent } from './parents.ts';
import type { Context } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment as ISO 8601 with a time zone, such as 2026-11-20T22:31:04.123Z. */
  DateTime: { input: Date | string; output: Date | string; }
  /** A day in UTC, such as 2026-11-20. */
  Date: { input: string; output: string; }
  /** A file of a multipart request (GraphQL multipart request specification). */
  Upload: { input: Promise<import('graphql-upload/processRequest.mjs').FileUpload>; output: never; }
};

/** Anything that `node(id:)` finds. */
export type Node = {
  /** Opaque and stable; the same id works in the plain HTTP routes. */
  readonly id: Scalars['ID']['output'];
};

/** Where a page ends. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Whether a page with `after: endCursor` would have something. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Pass it as `after` for the next page; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** Reads; nothing here changes anything. */
export type Query = {
  readonly __typename?: 'Query';
  /** Any object by its id; null when there is none. */
  readonly node?: Maybe<Node>;
  /** One stored image; null when there is none. */
  readonly image?: Maybe<Image>;
  /** Stored images, newest first. */
  readonly images: ImageConnection;
  /** Stored detection runs, newest first. */
  readonly detectionRuns: DetectionRunConnection;
  /** Stored detections: newest run first, highest score first within a run. Without a filter, those from score 0.5 up. */
  readonly detections: DetectionConnection;
  /** How many stored detections there are, counted by category, day or model; the largest count first, days in order. */
  readonly detectionCounts: ReadonlyArray<DetectionCount>;
  /** Every category that a stored detection can have: COCO's 80, then those of models with labels of their own. */
  readonly categories: ReadonlyArray<Category>;
  /** Every model that can be used or has been used; the default one first. */
  readonly models: ReadonlyArray<Model>;
};


/** Reads; nothing here changes anything. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Reads; nothing here changes anything. */
export type QueryImageArgs = {
  id: Scalars['ID']['input'];
};


/** Reads; nothing here changes anything. */
export type QueryImagesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ImageFilter>;
};


/** Reads; nothing here changes anything. */
export type QueryDetectionRunsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DetectionRunFilter>;
};


/** Reads; nothing here changes anything. */
export type QueryDetectionsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DetectionFilter>;
};


/** Reads; nothing here changes anything. */
export type QueryDetectionCountsArgs = {
  filter?: InputMaybe<DetectionFilter>;
  by: CountBy;
};

/** Writes; each is done wholly or not at all. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Detects objects in up to 16 images and stores images, runs and detections, all of them or, when storing fails, none. */
  readonly detect: DetectPayload;
  /** Deletes an image with its runs and their detections. */
  readonly deleteImage: DeletePayload;
};


/** Writes; each is done wholly or not at all. */
export type MutationDetectArgs = {
  input: DetectInput;
};


/** Writes; each is done wholly or not at all. */
export type MutationDeleteImageArgs = {
  id: Scalars['ID']['input'];
};

/** What `detect` works on. */
export type DetectInput = {
  /** 1 to 16 images. */
  readonly images: ReadonlyArray<ImageInput>;
  /** Name of a model; without it, the default one. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
};

/** One image, given in exactly one way: JPEG, PNG or WebP, at most 50 megapixels. */
export type ImageInput =
  /** A file of a multipart request. */
  { readonly upload: Scalars['Upload']['input']; readonly uploadId?: never; readonly imageId?: never; readonly base64?: never; readonly url?: never; }
  |  /** The id that `PUT /uploads` answered. */
  { readonly upload?: never; readonly uploadId: Scalars['ID']['input']; readonly imageId?: never; readonly base64?: never; readonly url?: never; }
  |  /** An image stored before. */
  { readonly upload?: never; readonly uploadId?: never; readonly imageId: Scalars['ID']['input']; readonly base64?: never; readonly url?: never; }
  |  /** The bytes in base64, plain or as a data URI; at most 4 MB of text. Larger ones go by `upload` or `PUT /uploads`. */
  { readonly upload?: never; readonly uploadId?: never; readonly imageId?: never; readonly base64: Scalars['String']['input']; readonly url?: never; }
  |  /** Fetched by the server; refused unless the operator allows hosts, which this version does not offer. */
  { readonly upload?: never; readonly uploadId?: never; readonly imageId?: never; readonly base64?: never; readonly url: Scalars['String']['input']; };

/** What `detect` answers. */
export type DetectPayload = {
  readonly __typename?: 'DetectPayload';
  /** One for each image of the input, in its order; empty when `userErrors` is not. */
  readonly results: ReadonlyArray<DetectResult>;
  /** What is wrong with the call as a whole, such as an unknown model. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What became of one image. */
export type DetectResult = DetectionRun | ImageError;

/** Why one image gave no detections; the others of the call are not affected. */
export type ImageError = {
  readonly __typename?: 'ImageError';
  /** What kind of error, for programs. */
  readonly code: ErrorCode;
  /** What was expected and what came. */
  readonly message: Scalars['String']['output'];
  /** What to do about it. */
  readonly hint?: Maybe<Scalars['String']['output']>;
  /** Position in the input's `images`, from 0. */
  readonly index: Scalars['Int']['output'];
  /** As the client named the file, where it did. */
  readonly fileName?: Maybe<Scalars['String']['output']>;
};

/** A mistake in an input that the caller can mend. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** What kind of error, for programs. */
  readonly code: ErrorCode;
  /** What was expected and what came. */
  readonly message: Scalars['String']['output'];
  /** Where in the arguments, such as ["input", "model"]. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** What to do about it. */
  readonly hint?: Maybe<Scalars['String']['output']>;
};

/** The kinds of errors that come as data; those of whole requests are in docs/api.md. */
export type ErrorCode =
  /** A file of the request is missing. */
  | 'FILE_MISSING'
  /** No model has this name. */
  | 'MODEL_NOT_FOUND'
  /** No upload has this id, or it has expired. */
  | 'UPLOAD_NOT_FOUND'
  /** No stored image has this id. */
  | 'IMAGE_NOT_FOUND'
  /** Nothing has this id. */
  | 'NOT_FOUND'
  /** The file has no bytes. */
  | 'IMAGE_EMPTY'
  /** The file claims to be an image and cannot be decoded, or ends too early. */
  | 'IMAGE_CORRUPT'
  /** Neither JPEG nor PNG nor WebP. */
  | 'IMAGE_UNSUPPORTED'
  /** More pixels than the limit. */
  | 'IMAGE_TOO_LARGE'
  /** Something still needs the image. */
  | 'IMAGE_IN_USE'
  /** Not base64, or a data URI of another type. */
  | 'BASE64_INVALID'
  /** More bytes than the limit. */
  | 'PAYLOAD_TOO_LARGE'
  /** This server does not fetch this address. */
  | 'URL_FORBIDDEN'
  /** The worker died twice on this image. */
  | 'INFERENCE_FAILED'
  /** An argument is not as the description says. */
  | 'BAD_USER_INPUT';

/** What a deletion answers. */
export type DeletePayload = {
  readonly __typename?: 'DeletePayload';
  /** The id of what was deleted; null when nothing was. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** Why nothing was deleted; empty when something was. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** One picture. The same bytes are one image, however often they are sent. */
export type Image = Node & {
  readonly __typename?: 'Image';
  /** Also the id in `/images/:id`. */
  readonly id: Scalars['ID']['output'];
  /** SHA-256 of the encoded bytes, hexadecimal. */
  readonly sha256: Scalars['String']['output'];
  /** Pixels, EXIF orientation applied. */
  readonly width: Scalars['Int']['output'];
  /** Pixels, EXIF orientation applied. */
  readonly height: Scalars['Int']['output'];
  /** How the bytes are encoded. */
  readonly format: ImageFormat;
  /** EXIF orientation as stored in the file, 1 to 8; boxes and sizes refer to the upright image. */
  readonly orientation: Scalars['Int']['output'];
  /** Size of the encoded file in bytes. */
  readonly byteSize: Scalars['Int']['output'];
  /** As the client named the file when its bytes came first. */
  readonly fileName?: Maybe<Scalars['String']['output']>;
  /** Address of the bytes as they came. With API keys on it is signed and works for an hour. */
  readonly url: Scalars['String']['output'];
  /** Address of a JPEG of at most 256 pixels a side. With API keys on it is signed and works for an hour. */
  readonly thumbnailUrl: Scalars['String']['output'];
  /** When its bytes came first. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Runs on this image, newest first. */
  readonly runs: DetectionRunConnection;
};


/** One picture. The same bytes are one image, however often they are sent. */
export type ImageRunsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** How an image is encoded, found from its bytes. */
export type ImageFormat =
  /** ISO/IEC 10918, `image/jpeg`. */
  | 'JPEG'
  /** `image/png`. */
  | 'PNG'
  /** `image/webp`; of an animation the first frame counts. */
  | 'WEBP';

/** One ONNX file with one manifest. */
export type Model = Node & {
  readonly __typename?: 'Model';
  /** Another file or another preprocessing under the same name has another id. */
  readonly id: Scalars['ID']['output'];
  /** What `detect` and filters call it. */
  readonly name: Scalars['String']['output'];
  /** As its manifest has it. */
  readonly version?: Maybe<Scalars['String']['output']>;
  /** SHA-256 of the ONNX file, hexadecimal. */
  readonly sha256: Scalars['String']['output'];
  /** What it is trained on and good for. */
  readonly description: Scalars['String']['output'];
  /** SPDX identifier, where known. */
  readonly licence?: Maybe<Scalars['String']['output']>;
  /** Categories in the order of the model's own labels. */
  readonly labels: ReadonlyArray<Category>;
  /** Detections below this score are not stored. */
  readonly scoreFloor: Scalars['Float']['output'];
  /** Whether `detect` can use it now; a model that was removed stays listed for its history. */
  readonly available: Scalars['Boolean']['output'];
  /** Whether `detect` uses it when no model is named. */
  readonly isDefault: Scalars['Boolean']['output'];
};

/** What a detection can be. */
export type Category = {
  readonly __typename?: 'Category';
  /** As COCO has it, such as `traffic light`, or as the model's manifest has it. */
  readonly name: Scalars['String']['output'];
  /** COCO's own category id, 1 to 90; null for a category that COCO does not have. */
  readonly cocoId?: Maybe<Scalars['Int']['output']>;
  /** Position among COCO's 80 categories, 0 to 79; null for a category that COCO does not have. */
  readonly index?: Maybe<Scalars['Int']['output']>;
};

/** One image, one model, one moment. */
export type DetectionRun = Node & {
  readonly __typename?: 'DetectionRun';
  /** Also the id in `/detections/:id/overlay`. */
  readonly id: Scalars['ID']['output'];
  /** What was looked at. */
  readonly image: Image;
  /** What looked. */
  readonly model: Model;
  /** When it was stored; the same moment for all images of a call. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** How many detections were stored, from the score floor up. */
  readonly detectionCount: Scalars['Int']['output'];
  /** Detections below this score were not stored. */
  readonly scoreFloor: Scalars['Float']['output'];
  /** Where the time went. */
  readonly timings: Timings;
  /** Detections of at least `minScore`, highest score first. A run keeps at most 300. */
  readonly detections: ReadonlyArray<Detection>;
  /** Address of a JPEG of the image with the boxes of at least `minScore` drawn. */
  readonly overlayUrl: Scalars['String']['output'];
};


/** One image, one model, one moment. */
export type DetectionRunDetectionsArgs = {
  minScore?: Scalars['Float']['input'];
  categories?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  first?: Scalars['Int']['input'];
};


/** One image, one model, one moment. */
export type DetectionRunOverlayUrlArgs = {
  minScore?: Scalars['Float']['input'];
};

/** Where the time of one run went, in milliseconds. */
export type Timings = {
  readonly __typename?: 'Timings';
  /** Waiting for a free worker. */
  readonly queueMs: Scalars['Float']['output'];
  /** From the encoded file to upright pixels. */
  readonly decodeMs: Scalars['Float']['output'];
  /** Resizing and making the tensor. */
  readonly preprocessMs: Scalars['Float']['output'];
  /** The model itself. */
  readonly inferenceMs: Scalars['Float']['output'];
  /** Boxes back in pixels of the image, suppression, sorting. */
  readonly postprocessMs: Scalars['Float']['output'];
};

/** One object that a model found in an image. */
export type Detection = Node & {
  readonly __typename?: 'Detection';
  /** The run and the place in it. */
  readonly id: Scalars['ID']['output'];
  /** The run that found it. */
  readonly run: DetectionRun;
  /** What it is. */
  readonly category: Category;
  /** 0 to 1, as the model gave it. */
  readonly score: Scalars['Float']['output'];
  /** Where it is; `format` chooses what `coordinates` holds. */
  readonly box: Box;
};


/** One object that a model found in an image. */
export type DetectionBoxArgs = {
  format?: BoxFormat;
};

/** A bounding box in pixels of the upright image; the origin is its top left corner. */
export type Box = {
  readonly __typename?: 'Box';
  /** Left edge. */
  readonly x: Scalars['Float']['output'];
  /** Top edge. */
  readonly y: Scalars['Float']['output'];
  /** Pixels. */
  readonly width: Scalars['Float']['output'];
  /** Pixels. */
  readonly height: Scalars['Float']['output'];
  /** The box as four numbers in the format asked for in `box(format:)`. */
  readonly coordinates: ReadonlyArray<Scalars['Float']['output']>;
};

/** What the four numbers of `coordinates` are. */
export type BoxFormat =
  /** Left, top, width, height in pixels, as in COCO files. */
  | 'XYWH'
  /** Left, top, right, bottom in pixels. */
  | 'XYXY'
  /** Centre x, centre y, width, height in pixels. */
  | 'CXCYWH'
  /** Left, top, right, bottom as parts of the image's width and height, 0 to 1. */
  | 'XYXY_RELATIVE'
  /** Centre x, centre y, width, height as parts of the image's width and height, 0 to 1, as in YOLO files. */
  | 'CXCYWH_RELATIVE';

/** Conditions that all hold. */
export type ImageFilter = {
  /** SHA-256 of the encoded bytes, hexadecimal. */
  readonly sha256?: InputMaybe<Scalars['String']['input']>;
  /** Exact name of the file as it came first. */
  readonly fileName?: InputMaybe<Scalars['String']['input']>;
  /** Stored at this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Stored before this moment. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Conditions that all hold. */
export type DetectionRunFilter = {
  /** Name of a model. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** Runs on this image. */
  readonly imageId?: InputMaybe<Scalars['ID']['input']>;
  /** Made at this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made before this moment. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Conditions that all hold. */
export type DetectionFilter = {
  /** Names of categories; without it, all. */
  readonly categories?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** This score or more. */
  readonly minScore?: Scalars['Float']['input'];
  /** This score or less. */
  readonly maxScore?: Scalars['Float']['input'];
  /** Name of a model. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** Detections in this image. */
  readonly imageId?: InputMaybe<Scalars['ID']['input']>;
  /** Made at this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made before this moment. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What `detectionCounts` counts by. */
export type CountBy =
  /** A row for each category that was found. */
  | 'CATEGORY'
  /** By day in UTC. */
  | 'DAY'
  /** A row for each model that found something. */
  | 'MODEL';

/** One row of `detectionCounts`; of the three keys only the one asked for is set. */
export type DetectionCount = {
  readonly __typename?: 'DetectionCount';
  /** Set when counted by category. */
  readonly category?: Maybe<Category>;
  /** Set when counted by day. */
  readonly day?: Maybe<Scalars['Date']['output']>;
  /** Set when counted by model. */
  readonly model?: Maybe<Model>;
  /** Detections that the filter lets through. */
  readonly count: Scalars['Int']['output'];
};

/** A page of images. */
export type ImageConnection = {
  readonly __typename?: 'ImageConnection';
  /** The images of this page with their cursors. */
  readonly edges: ReadonlyArray<ImageEdge>;
  /** The images of this page. */
  readonly nodes: ReadonlyArray<Image>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of images. */
export type ImageEdge = {
  readonly __typename?: 'ImageEdge';
  /** Pass it as `after` for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: Image;
};

/** A page of detection runs. */
export type DetectionRunConnection = {
  readonly __typename?: 'DetectionRunConnection';
  /** The detection runs of this page with their cursors. */
  readonly edges: ReadonlyArray<DetectionRunEdge>;
  /** The detection runs of this page. */
  readonly nodes: ReadonlyArray<DetectionRun>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of detection runs. */
export type DetectionRunEdge = {
  readonly __typename?: 'DetectionRunEdge';
  /** Pass it as `after` for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: DetectionRun;
};

/** A page of detections. */
export type DetectionConnection = {
  readonly __typename?: 'DetectionConnection';
  /** The detections of this page with their cursors. */
  readonly edges: ReadonlyArray<DetectionEdge>;
  /** The detections of this page. */
  readonly nodes: ReadonlyArray<Detection>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of detections. */
export type DetectionEdge = {
  readonly __typename?: 'DetectionEdge';
  /** Pass it as `after` for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: Detection;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  DetectResult:
    | ( RunParent )
    | ( ImageError )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( ImageRow )
    | ( ModelRow )
    | ( RunParent )
    | ( DetectionRow )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  Upload: ResolverTypeWrapper<Scalars['Upload']['output']>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  DetectInput: DetectInput;
  ImageInput: ImageInput;
  DetectPayload: ResolverTypeWrapper<Omit<DetectPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['DetectResult']> }>;
  DetectResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DetectResult']>;
  ImageError: ResolverTypeWrapper<ImageError>;
  UserError: ResolverTypeWrapper<UserError>;
  ErrorCode: ErrorCode;
  DeletePayload: ResolverTypeWrapper<DeletePayload>;
  Image: ResolverTypeWrapper<ImageRow>;
  ImageFormat: ImageFormat;
  Model: ResolverTypeWrapper<ModelRow>;
  Category: ResolverTypeWrapper<CategoryRow>;
  DetectionRun: ResolverTypeWrapper<RunParent>;
  Timings: ResolverTypeWrapper<Timings>;
  Detection: ResolverTypeWrapper<DetectionRow>;
  Box: ResolverTypeWrapper<BoxParent>;
  BoxFormat: BoxFormat;
  ImageFilter: ImageFilter;
  DetectionRunFilter: DetectionRunFilter;
  DetectionFilter: DetectionFilter;
  CountBy: CountBy;
  DetectionCount: ResolverTypeWrapper<CountParent>;
  ImageConnection: ResolverTypeWrapper<ImageListing>;
  ImageEdge: ResolverTypeWrapper<Omit<ImageEdge, 'node'> & { node: ResolversTypes['Image'] }>;
  DetectionRunConnection: ResolverTypeWrapper<RunListing>;
  DetectionRunEdge: ResolverTypeWrapper<Omit<DetectionRunEdge, 'node'> & { node: ResolversTypes['DetectionRun'] }>;
  DetectionConnection: ResolverTypeWrapper<DetectionListing>;
  DetectionEdge: ResolverTypeWrapper<Omit<DetectionEdge, 'node'> & { node: ResolversTypes['Detection'] }>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Scalars['DateTime']['output'];
  Date: Scalars['Date']['output'];
  Upload: Scalars['Upload']['output'];
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  ID: Scalars['ID']['output'];
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  String: Scalars['String']['output'];
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  Mutation: Record<PropertyKey, never>;
  DetectInput: DetectInput;
  ImageInput: ImageInput;
  DetectPayload: Omit<DetectPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['DetectResult']> };
  DetectResult: ResolversUnionTypes<ResolversParentTypes>['DetectResult'];
  ImageError: ImageError;
  UserError: UserError;
  DeletePayload: DeletePayload;
  Image: ImageRow;
  Model: ModelRow;
  Category: CategoryRow;
  DetectionRun: RunParent;
  Timings: Timings;
  Detection: DetectionRow;
  Box: BoxParent;
  ImageFilter: ImageFilter;
  DetectionRunFilter: DetectionRunFilter;
  DetectionFilter: DetectionFilter;
  DetectionCount: CountParent;
  ImageConnection: ImageListing;
  ImageEdge: Omit<ImageEdge, 'node'> & { node: ResolversParentTypes['Image'] };
  DetectionRunConnection: RunListing;
  DetectionRunEdge: Omit<DetectionRunEdge, 'node'> & { node: ResolversParentTypes['DetectionRun'] };
  DetectionConnection: DetectionListing;
  DetectionEdge: Omit<DetectionEdge, 'node'> & { node: ResolversParentTypes['Detection'] };
  Float: Scalars['Float']['output'];
};

export type RangeDirectiveArgs = {
  min: Scalars['Float']['input'];
  max: Scalars['Float']['input'];
};

export type RangeDirectiveResolver<Result, Parent, ContextType = Context, Args = RangeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface UploadScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Upload'], any> {
  name: 'Upload';
}

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Image' | 'Model' | 'DetectionRun' | 'Detection', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<QueryImageArgs, 'id'>>;
  images?: Resolver<ResolversTypes['ImageConnection'], ParentType, ContextType, RequireFields<QueryImagesArgs, 'first'>>;
  detectionRuns?: Resolver<ResolversTypes['DetectionRunConnection'], ParentType, ContextType, RequireFields<QueryDetectionRunsArgs, 'first'>>;
  detections?: Resolver<ResolversTypes['DetectionConnection'], ParentType, ContextType, RequireFields<QueryDetectionsArgs, 'first'>>;
  detectionCounts?: Resolver<ReadonlyArray<ResolversTypes['DetectionCount']>, ParentType, ContextType, RequireFields<QueryDetectionCountsArgs, 'by'>>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['Category']>, ParentType, ContextType>;
  models?: Resolver<ReadonlyArray<ResolversTypes['Model']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  detect?: Resolver<ResolversTypes['DetectPayload'], ParentType, ContextType, RequireFields<MutationDetectArgs, 'input'>>;
  deleteImage?: Resolver<ResolversTypes['DeletePayload'], ParentType, ContextType, RequireFields<MutationDeleteImageArgs, 'id'>>;
};

export type DetectPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectPayload'] = ResolversParentTypes['DetectPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['DetectResult']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DetectResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectResult'] = ResolversParentTypes['DetectResult']> = {
  __resolveType: TypeResolveFn<'DetectionRun' | 'ImageError', ParentType, ContextType>;
};

export type ImageErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImageError'] = ResolversParentTypes['ImageError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fileName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DeletePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeletePayload'] = ResolversParentTypes['DeletePayload']> = {
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ImageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  height?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['ImageFormat'], ParentType, ContextType>;
  orientation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  byteSize?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fileName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  thumbnailUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  runs?: Resolver<ResolversTypes['DetectionRunConnection'], ParentType, ContextType, RequireFields<ImageRunsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  licence?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Category']>, ParentType, ContextType>;
  scoreFloor?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isDefault?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CategoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Category'] = ResolversParentTypes['Category']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cocoId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  index?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DetectionRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectionRun'] = ResolversParentTypes['DetectionRun']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<ResolversTypes['Image'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  detectionCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  scoreFloor?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  timings?: Resolver<ResolversTypes['Timings'], ParentType, ContextType>;
  detections?: Resolver<ReadonlyArray<ResolversTypes['Detection']>, ParentType, ContextType, RequireFields<DetectionRunDetectionsArgs, 'minScore' | 'first'>>;
  overlayUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<DetectionRunOverlayUrlArgs, 'minScore'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TimingsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Timings'] = ResolversParentTypes['Timings']> = {
  queueMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  decodeMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  preprocessMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  inferenceMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  postprocessMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type DetectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Detection'] = ResolversParentTypes['Detection']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  run?: Resolver<ResolversTypes['DetectionRun'], ParentType, ContextType>;
  category?: Resolver<ResolversTypes['Category'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  box?: Resolver<ResolversTypes['Box'], ParentType, ContextType, RequireFields<DetectionBoxArgs, 'format'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BoxResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Box'] = ResolversParentTypes['Box']> = {
  x?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  y?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  height?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  coordinates?: Resolver<ReadonlyArray<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type DetectionCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectionCount'] = ResolversParentTypes['DetectionCount']> = {
  category?: Resolver<Maybe<ResolversTypes['Category']>, ParentType, ContextType>;
  day?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ImageConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImageConnection'] = ResolversParentTypes['ImageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ImageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Image']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ImageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImageEdge'] = ResolversParentTypes['ImageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Image'], ParentType, ContextType>;
};

export type DetectionRunConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectionRunConnection'] = ResolversParentTypes['DetectionRunConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DetectionRunEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DetectionRun']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DetectionRunEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectionRunEdge'] = ResolversParentTypes['DetectionRunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DetectionRun'], ParentType, ContextType>;
};

export type DetectionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectionConnection'] = ResolversParentTypes['DetectionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DetectionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Detection']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DetectionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectionEdge'] = ResolversParentTypes['DetectionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Detection'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  Date?: GraphQLScalarType;
  Upload?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  DetectPayload?: DetectPayloadResolvers<ContextType>;
  DetectResult?: DetectResultResolvers<ContextType>;
  ImageError?: ImageErrorResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  DeletePayload?: DeletePayloadResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  Category?: CategoryResolvers<ContextType>;
  DetectionRun?: DetectionRunResolvers<ContextType>;
  Timings?: TimingsResolvers<ContextType>;
  Detection?: DetectionResolvers<ContextType>;
  Box?: BoxResolvers<ContextType>;
  DetectionCount?: DetectionCountResolvers<ContextType>;
  ImageConnection?: ImageConnectionResolvers<ContextType>;
  ImageEdge?: ImageEdgeResolvers<ContextType>;
  DetectionRunConnection?: DetectionRunConnectionResolvers<ContextType>;
  DetectionRunEdge?: DetectionRunEdgeResolvers<ContextType>;
  DetectionConnection?: DetectionConnectionResolvers<ContextType>;
  DetectionEdge?: DetectionEdgeResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  range?: RangeDirectiveResolver<any, any, ContextType>;
};
